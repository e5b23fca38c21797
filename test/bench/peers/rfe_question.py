"""Recency, clicks and 30-minute sessions of everybody, from SQLite by pandas.

Arguments: the database, the as-of date. Prints JSON: version, milliseconds, persons, clicks, sessions.
"""

import json
import sqlite3
import sys
import time

import pandas

started = time.perf_counter()
connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
clicked = pandas.read_sql_query(
    "SELECT SearchID FROM trainSearchStream WHERE IsClick = 1", connection
)
searches = pandas.read_sql_query("SELECT SearchID, SearchDate, UserID FROM SearchInfo", connection)
searches["SearchDate"] = pandas.to_datetime(searches["SearchDate"], format="%Y-%m-%d %H:%M:%S.%f")
clicks = clicked.groupby("SearchID").size().rename("clicks")
searches = searches.join(clicks, on="SearchID").sort_values(["UserID", "SearchDate"])
pause = searches.groupby("UserID")["SearchDate"].diff()
searches["opens"] = pause.isna() | (pause > pandas.Timedelta(minutes=30))
people = searches.groupby("UserID").agg(
    last=("SearchDate", "max"), clicks=("clicks", "sum"), sessions=("opens", "sum")
)
people["recency"] = (pandas.Timestamp(sys.argv[2]) - people["last"]).dt.total_seconds() / 86400
print(
    json.dumps(
        {
            "version": pandas.__version__,
            "ms": (time.perf_counter() - started) * 1000,
            "persons": len(people),
            "clicks": int(people["clicks"].sum()),
            "sessions": int(people["sessions"].sum()),
        }
    )
)

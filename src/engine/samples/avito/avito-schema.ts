// The eight tables of the Kaggle data set "Avito Context Ad Clicks" with their real column names,
// and the planted truth. No table has a key or an index, as after a plain import.
export const avitoSchema = `
CREATE TABLE Category (CategoryID INTEGER, Level INTEGER, ParentCategoryID INTEGER, SubcategoryID INTEGER);
CREATE TABLE Location (LocationID INTEGER, Level INTEGER, RegionID INTEGER, CityID INTEGER);
CREATE TABLE UserInfo (UserID INTEGER, UserAgentID INTEGER, UserAgentFamilyID INTEGER, UserAgentOSID INTEGER, UserDeviceID INTEGER);
CREATE TABLE AdsInfo (AdID INTEGER, LocationID INTEGER, CategoryID INTEGER, Params TEXT, Price REAL, Title TEXT, IsContext INTEGER);
CREATE TABLE SearchInfo (SearchID INTEGER, SearchDate TEXT, IPID INTEGER, UserID INTEGER, IsUserLoggedOn INTEGER, SearchQuery TEXT, LocationID INTEGER, CategoryID INTEGER, SearchParams TEXT);
CREATE TABLE trainSearchStream (SearchID INTEGER, AdID INTEGER, Position INTEGER, ObjectType INTEGER, HistCTR REAL, IsClick INTEGER);
CREATE TABLE VisitsStream (UserID INTEGER, IPID INTEGER, AdID INTEGER, ViewDate TEXT);
CREATE TABLE PhoneRequestsStream (UserID INTEGER, IPID INTEGER, AdID INTEGER, PhoneRequestDate TEXT);
CREATE TABLE personae_truth (UserID INTEGER, TrueSegment TEXT);
`;

// Words in column names that promise a role, in English and a few other languages. Names are
// compared as words: `UserID`, `user_id` and `user id` are the same.
import type { MappingRole } from '#shared/recipe/mapping';

export interface RoleNames {
  /** Words, likeliest first. */
  readonly words: RegExp;
  /** Words that make another thing of it. */
  readonly not: RegExp;
}

const word = (alternatives: string): RegExp => new RegExp(`(?:^| )(?:${alternatives})(?= |$)`, 'u');

export const roleNames: Readonly<Record<Exclude<MappingRole, 'time'>, RoleNames>> = {
  person: {
    words: word(
      'users?|customers?|cust|clients?|persons?|people|members?|households?|visitors?|subscribers?|accounts?|buyers?|shoppers?|patients?|riders?|passengers?|players?|guests?|donors?|case|uid|msisdn|device|cookie|e?mail|kunden?|nutzer|benutzer|besucher|person|mitglied|haushalt|clientes?|usuarios?|utilisateurs?|acheteurs?|utente|utenti|clienti|klanten?|gebruikers?|kunder?|användare|asiakas|klient|klienta|uzytkownik|użytkownik|uživatel|клиент|клиента|пользователь|пользователя|покупатель|顧客|会員|用户|客户|会员',
    ),
    not: word(
      'name|age|gender|count|type|status|segment|group|size|date|time|agent|logged|is|has|class|since|tenure|income|comp',
    ),
  },
  click: {
    words: word(
      'clicks?|clicked|isclick|converted|conversion|purchased|klick|geklickt|clic|clics|клик|点击',
    ),
    not: word('date|time|id|type|count|rate|url|page'),
  },
  session: {
    words: word(
      'sessions?|visits?|sitzung|besuch|sesion|sesión|séance|sessione|sessie|сессия|会话',
    ),
    not: word('date|time|count|length|duration|number of|start|end'),
  },
  order: {
    words: word(
      'orders?|baskets?|invoices?|transactions?|receipts?|purchases?|bookings?|bestellung|bestell|bestellnr|auftrag|rechnung|beleg|commande|facture|pedido|factura|ordine|fattura|bestelling|zamowienie|zamówienie|заказ|заказа|чек|注文|订单',
    ),
    not: word('date|time|amount|value|total|price|type|status|count|sum|revenue|timestamp'),
  },
  amount: {
    words: word(
      'amount|revenue|sales|spend|spent|price|total|value|turnover|money|monetary|payment|paid|dollars|cost|gmv|umsatz|betrag|preis|summe|wert|montant|prix|chiffre|importe|precio|monto|valor|receita|importo|prezzo|bedrag|belopp|kwota|сумма|цена|стоимость|金額|金额',
    ),
    not: word(
      'id|count|date|time|disc|discount|tax|vat|rate|quantity|qty|method|type|currency|code|unit|dismissal|rabatt|steuer|menge',
    ),
  },
  kind: {
    words: word(
      'events?|activity|activities|actions?|kind|interaction|ereignis|aktivität|aktion|art|événement|evenement|evento|actividad|acción|attività|handeling|händelse|действие|событие|操作|事件',
    ),
    not: word('id|date|time|count|number|value|instance|object'),
  },
};

/** `UserID` and `user_id` as `user id`. */
export function wordsOf(name: string): string {
  return name
    .replaceAll(/(?<=\p{Ll}|\d)(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ')
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

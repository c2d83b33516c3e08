"""What the customers of the demo ask, in their own language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject with a first message and what the desk found out, in one language."""

    subject: str
    text: str
    answer: str


ENGLISH = (
    Topic("Order portal down for all branches", "Since 17:40 nobody can sign in: the page stays white. All seven branches are affected.", "The certificate of the sign-in service had run out. It is renewed; please try again."),
    Topic("Search in the order list times out", "Searching for a customer with more than a thousand orders ends with an error after a minute.", "An index was missing after the last update. We have rebuilt it."),
    Topic("Dashboard slow for the evening shift", "After six the dashboard takes half a minute to open. During the day it is fine.", "The nightly report started too early. It now waits until ten."),
    Topic("Which licence for the second warehouse?", "We open a second warehouse in January. Do we need another licence for the badge readers?", "One licence for each gate. We can send you an offer for two."),
    Topic("One user cannot see her own orders", "Our new colleague sees an empty list. Everybody else is fine.", "Her account belonged to another branch. It is corrected."),
    Topic("Replace the certificate on the mail gateway", "The certificate of the mail gateway runs out at the end of the month. Can you replace it?", "The new certificate is in place and was tested from outside."),
    Topic("Backup job fails on the second disk", "Every night the backup of the second disk stops with “no space left”.", "Old backups were never removed. We have cleaned up and set the retention."),
    Topic("Terminal server printer missing after restart", "After the restart on Sunday two printers are gone for everybody.", "The driver was blocked by an update. Both printers are back."),
    Topic("Spelling on the confirmation page", "The confirmation page says “recieved” instead of “received”.", "Corrected in the version of this week."),
    Topic("Import of badge readings fails on the first row", "The first row of the file has a heading now, and the import stops there.", "The import skips a heading from this version on."),
    Topic("Password reset mail never arrives", "Three of us asked for a new password and got no mail.", "Your mail server refused our address. It is on the allowed list now."),
    Topic("Totals differ between invoice and order", "The invoice of order 20417 is ten cents higher than the order.", "A rounding rule was applied twice. The invoice is replaced."),
)  # fmt: skip
ITALIAN = (
    Topic("Nessuno riesce ad aprire il pianificatore", "Da stamattina il pianificatore di produzione non si apre: resta sulla rotella. La produzione è ferma.", "Il servizio era rimasto senza memoria. L'abbiamo riavviato e ora è sotto controllo."),
    Topic("Giacenze errate dopo la sincronizzazione notturna", "Dopo la sincronizzazione di stanotte le giacenze di tre articoli sono negative.", "Un movimento era stato letto due volte. Le giacenze sono corrette."),
    Topic("Ordini doppi dopo l'importazione di venerdì", "Dopo l'importazione di venerdì tutti gli ordini del 20 risultano doppi.", "Il file era stato importato due volte. Abbiamo tolto i doppioni."),
    Topic("Errore 500 stampando le etichette", "Stampando le etichette di spedizione esce un errore 500, ma solo per la Svizzera.", "Mancava il codice del paese nel modello. Ora stampa."),
    Topic("Fatture con codice IVA sbagliato dall'aggiornamento 8.4", "Dall'aggiornamento 8.4 le fatture ai clienti esteri escono con il codice IVA sbagliato.", "La tabella dei codici è ripristinata; le fatture di ieri vanno ristampate."),
    Topic("Il totale del report non torna", "Il totale del report mensile è diverso dalla somma delle righe.", "Il report escludeva i resi. Ora li conta."),
    Topic("L'esportazione per il commercialista perde il centro di costo", "Nel file per il commercialista la colonna del centro di costo è vuota.", "La colonna è di nuovo compilata; abbiamo rimandato il file di ottobre."),
    Topic("La lista di prelievo si stampa due volte", "Ogni lista di prelievo esce in due copie da quando abbiamo cambiato stampante.", "La nuova stampante aveva due copie come predefinito."),
    Topic("Etichetta personalizzata per il mercato estero", "Ci serve un'etichetta con la descrizione in tedesco per il mercato austriaco.", "Le prepariamo un preventivo."),
    Topic("Come si esporta l'anagrafica?", "Dobbiamo mandare l'anagrafica clienti al nuovo commerciale. Come si fa?", "Dal menu Anagrafiche, Esporta. Le abbiamo mandato una breve guida."),
    Topic("Badge non letto al secondo varco", "Al secondo varco il lettore non riconosce i badge nuovi.", "Il lettore aveva ancora il formato vecchio: aggiornato."),
    Topic("Schermata bianca dopo l'accesso", "Due colleghe dopo l'accesso vedono una schermata bianca.", "Il browser teneva una versione vecchia della pagina. Risolto svuotando la cache."),
)  # fmt: skip
QUESTIONS = {
    "en": "Thank you. To go on we need to know which of the two you changed by hand.",
    "it": "Grazie. Per proseguire ci serve sapere quale delle due è stata modificata a mano.",
}
REPLIES = {
    "en": "Only the second one, as far as we know.",
    "it": "Soltanto la seconda, per quanto ne sappiamo.",
}
LOOKING = {
    "en": "We are looking at it and come back to you by the promised hour.",
    "it": "Lo stiamo guardando e le rispondiamo entro l'ora promessa.",
}
THANKS = {"en": "It works again, thank you.", "it": "Ora funziona, grazie."}
NOTE = {
    "en": "Same cause as last month? Look at the log of the night before.",
    "it": "Stessa causa del mese scorso? Guardare il log della notte prima.",
}

DIAGNOSIS = {"en": "to see what it needs", "it": "per capire che cosa serve"}

package dev.tandem.local.mail;

import dev.tandem.local.http.Document;
import dev.tandem.local.http.JsonServer;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves the caught mails. Below its address are: the page that lists them, {@code list.json}, and of each mail the page
 * {@code 7}, {@code 7.json} and its part of HTML, {@code 7/html}.
 *
 * <p>Anybody may have written a mail. So the documents' policies forbid browsers to run scripts, load anything from
 * elsewhere or send forms, and make them treat a mail's HTML as if it came from another site.
 */
public final class MailPages {

    private static final Pattern ONE = Pattern.compile("(\\d{1,18})(|\\.json|/html)");
    private static final String HTML = "text/html; charset=utf-8";
    private static final String INERT =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
    private static final Map<String, String> OF_A_PAGE = headers(INERT + "; frame-src 'self'; frame-ancestors 'none'");
    private static final Map<String, String> OF_A_MAILS_HTML = headers(INERT + "; img-src data:; sandbox");

    private final CaughtMails mails;
    private final boolean on;

    /** @param on true if mail is caught at all; if not, it goes to the server that the environment names */
    public MailPages(CaughtMails mails, boolean on) {
        this.mails = mails;
        this.on = on;
    }

    /**
     * Returns the address of the page that lists the mails. Nobody can guess the address, so other users of the machine
     * cannot read the mails.
     */
    public URI serve(JsonServer server) {
        return server.serveDocuments("/mails/" + UUID.randomUUID() + "/", this::document);
    }

    private Optional<Document> document(String path) {
        if (path.isEmpty()) {
            return Optional.of(page(MailHtml.list(on, mails.newestFirst())));
        }
        if (path.equals("list.json")) {
            return Optional.of(Document.json(MailJson.list(on, mails.newestFirst())));
        }
        Matcher one = ONE.matcher(path);
        return one.matches()
                ? mails.numbered(Long.parseLong(one.group(1))).flatMap(mail -> document(mail, one.group(2)))
                : Optional.empty();
    }

    private static Optional<Document> document(CaughtMail mail, String kind) {
        return switch (kind) {
            case ".json" -> Optional.of(Document.json(MailJson.one(mail)));
            case "/html" ->
                Optional.ofNullable(ReadMail.of(mail).html()).map(html -> new Document(HTML, html, OF_A_MAILS_HTML));
            default -> Optional.of(page(MailHtml.one(mail)));
        };
    }

    private static Document page(String html) {
        return new Document(HTML, html, OF_A_PAGE);
    }

    private static Map<String, String> headers(String policy) {
        return Map.of(
                "Content-Security-Policy", policy,
                "X-Content-Type-Options", "nosniff",
                "Referrer-Policy", "no-referrer",
                "Cache-Control", "no-store");
    }
}

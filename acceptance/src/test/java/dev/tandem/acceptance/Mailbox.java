package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the mails that were caught. */
public final class Mailbox {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern LINK = Pattern.compile("/invitations/([A-Za-z0-9_-]{64})");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Mailbox() {}

    /** The token in a mail that invites the address; tokens begin with the id of their invitation. */
    public static String invitation(String address, String id) {
        return await().atMost(PATIENCE)
                .until(
                        () -> invitations(address).stream()
                                .filter(token -> id.equals(idIn(token)))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** The tokens in all mails that invite the address. */
    static List<String> invitations(String address) {
        return read("list.json").getJsonArray("mails").stream()
                .map(JsonObject.class::cast)
                .filter(mail -> mail.getJsonArray("to").equals(new JsonArray().add(address)))
                .filter(mail -> mail.getString("subject").contains(" invites you to "))
                .map(mail -> token(
                        read("%d.json".formatted(mail.getInteger("number"))).getString("text")))
                .toList();
    }

    private static String token(String text) {
        Matcher link = LINK.matcher(text);
        assertThat(link.find()).as(text).isTrue();
        return link.group(1);
    }

    private static String idIn(String token) {
        ByteBuffer halves = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
        return new UUID(halves.getLong(), halves.getLong()).toString();
    }

    private static JsonObject read(String document) {
        URI page = TheSystem.get().mails().orElseThrow();
        try {
            return new JsonObject(
                    HTTP.send(HttpRequest.newBuilder(page.resolve(document)).build(), BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

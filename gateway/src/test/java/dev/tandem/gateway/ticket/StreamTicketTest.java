package dev.tandem.gateway.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StreamTicketTest {

    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl";

    private final StreamTicket ticket = StreamTicket.random();

    @Test
    void who_has_the_text_of_a_ticket_can_read_its_token() {
        StreamTicket presented = StreamTicket.read(ticket.text()).orElseThrow();

        assertThat(presented.digest()).isEqualTo(ticket.digest());
        assertThat(presented.opened(ticket.sealed(TOKEN))).isEqualTo(TOKEN);
    }

    @Test
    void who_has_what_is_kept_of_it_can_not() {
        byte[] sealed = ticket.sealed(TOKEN);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(TOKEN.substring(0, 8));
        assertThat(sealed).isNotEqualTo(ticket.sealed(TOKEN));
        for (byte[] guess : List.of(ticket.digest(), sealed)) {
            assertThat(new String(guess, StandardCharsets.ISO_8859_1)).doesNotContain(ticket.text());
        }
        StreamTicket other = StreamTicket.random();
        assertThatThrownBy(() -> other.opened(sealed)).isInstanceOf(IllegalStateException.class);
        sealed[20] ^= 1;
        assertThatThrownBy(() -> ticket.opened(sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tickets_differ_and_fit_into_an_address_as_they_are() {
        assertThat(ticket.text())
                .matches("[A-Za-z0-9_-]{43}")
                .isNotEqualTo(StreamTicket.random().text());
        assertThat(ticket).hasToString("StreamTicket");
    }

    @Test
    void other_texts_are_no_tickets() {
        for (String text : List.of("", "x", ticket.text() + "x", ticket.text().substring(1), "!".repeat(43))) {
            assertThat(StreamTicket.read(text)).as(text).isEmpty();
        }
    }
}

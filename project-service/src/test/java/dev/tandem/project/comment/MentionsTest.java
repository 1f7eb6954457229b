package dev.tandem.project.comment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.project.workspace.Mention;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Hello                            |
                    @anna                            | anna
                    (@anna), @bob!                   | anna bob
                    Ask @anna. And @bob...           | anna bob
                    @anna.lind-1_x and @anna         | anna.lind-1_x anna
                    @anna @anna                      | anna
                    anna@example.com                 |
                    anna+x@example.com, <a_b@c.de>   |
                    jörg@example.com                 |
                    josé@example.com                 |
                    @carol@social.example            |
                    さん@carol お願い                 | carol
                    cc:@bob and Note:@carol.         | bob carol
                    https://blog.example/@carol/road |
                    https://blog.example/@carol      |
                    (see http://x.example/a/@carol)  |
                    https://x.example/?by=@carol&x=1 |
                    https://@carol@x.example/ @bob   | bob
                    HTTPS://x.example/@carol,@dave   |
                    www.example.com/@carol           |
                    mailto:carol@example.com         |
                    mailto:@carol                    |
                    x.example/@carol                 |
                    docs/@carol/plan.md              |
                    @anna/@bob                       | anna
                    @anna: see https://x.example @bob| anna bob
                    a,@bob;@carol                    | bob carol
                    <https://x.example/@dave>@bob    | bob
                    @@anna                           | anna
                    @-anna @.anna @                  |
                    @Änna                            |
                    @[Änna] and @[bob]               | Änna bob
                    @[], @[ ] @[open                 |
                    carol@[192.0.2.1]                |
                    @[x]@[y]                         | x y
                    """)
    void who_may_be_meant(String text, @Nullable String users) {
        assertThat(Mentions.candidates(text)).isEqualTo(users == null ? List.of() : List.of(users.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna", "anna.lind-1_x", "Änna", "anna lind", "anna.", ".anna", "-", "auth0|5f7c8ec7", "a,b", "a]b",
                "a\\", "\\]", "[a", "]", "anna@example.com", "https://id.example/anna", "@", "名前", "a\"b<c>", "𝒶𝒷"
            })
    void every_user_id_can_be_mentioned(String userId) {
        assertThat(Mentions.candidates("(" + Mention.of(userId) + "), " + Mention.of("bob") + "."))
                .containsExactly(userId, "bob");
    }

    @Test
    void brackets_are_only_around_ids_that_need_them() {
        assertThat(Mention.of("anna.lind-1_x")).isEqualTo("@anna.lind-1_x");
        assertThat(Mention.of("anna.")).isEqualTo("@[anna.]");
        assertThat(Mention.of("a]b\\c")).isEqualTo("@[a\\]b\\\\c]");
    }

    @Test
    void a_long_text_of_nothing_but_brackets_is_read_at_once() {
        assertThat(Mentions.candidates("@[".repeat(2_000))).isEmpty();
        assertThat(Mentions.candidates("@[" + "\\]".repeat(1_999))).isEmpty();
        assertThat(Mentions.candidates("@[" + "x".repeat(256) + "] @[" + "y".repeat(255) + "]"))
                .containsExactly("y".repeat(255));
    }

    @Test
    void no_more_than_fifty_and_each_once() {
        String text = IntStream.range(0, 120).mapToObj(i -> "@user" + i / 2).collect(Collectors.joining(" "));
        assertThat(Mentions.candidates(text))
                .hasSize(50)
                .startsWith("user0", "user1")
                .endsWith("user49");
    }

    @Test
    void an_id_has_255_characters_at_most() {
        assertThat(Mentions.candidates("@" + "x".repeat(300))).containsExactly("x".repeat(255));
    }
}

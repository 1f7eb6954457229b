package dev.tandem.local.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

    @TempDir
    Path directory;

    @Test
    void a_kept_key_is_the_same_next_time() {
        Path file = directory.resolve("key.json");

        String first = SigningKey.keptIn(file).published();

        assertThat(SigningKey.keptIn(file).published()).isEqualTo(first);
    }

    @Test
    void only_its_owner_can_read_it() throws Exception {
        Path file = directory.resolve("key.json");

        SigningKey.keptIn(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void what_is_published_does_not_sign() {
        assertThat(SigningKey.passing().published())
                .contains("\"n\"")
                .doesNotContain("\"d\"")
                .doesNotContain("\"p\"");
    }

    @Test
    void a_file_that_holds_no_key_is_named() throws Exception {
        Path file = Files.writeString(directory.resolve("key.json"), "{}");

        assertThatIllegalStateException()
                .isThrownBy(() -> SigningKey.keptIn(file))
                .withMessageContaining(file.toString());
    }
}

package dev.tandem.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class AddressInFileTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(AddressInFile.class);
    private static final URI FIRST = URI.create("postgresql://u:hunter1@db:5432/x");
    private static final URI SECOND = URI.create("postgresql://u:hunter2@db:5432/x");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    private Path secrets;

    private Path file;
    private Supplier<URI> address;

    @BeforeEach
    void read() throws IOException {
        log.start();
        LOG.addAppender(log);
        file = Files.writeString(secrets.resolve("database"), FIRST + "\n");
        address = Environment.of(Map.of("DATABASE_URI_FILE", file.toString()))
                .read(environment -> environment.changingUri("DATABASE_URI", "the database"));
    }

    @AfterEach
    void close() {
        LOG.detachAppender(log);
    }

    @Test
    void a_file_is_read_again_each_time() throws IOException {
        assertThat(address.get()).isEqualTo(FIRST);

        Files.writeString(file, SECOND + "\n");

        assertThat(address.get()).isEqualTo(SECOND);
        assertThat(address.get()).isEqualTo(SECOND);
        assertThat(lines())
                .containsExactly("The file of DATABASE_URI_FILE holds another address, which new connections use");
    }

    @Test
    void while_the_file_cannot_be_used_the_last_value_holds_and_the_log_is_told_once() throws IOException {
        Files.writeString(file, SECOND.toString());
        assertThat(address.get()).isEqualTo(SECOND);
        log.list.clear();

        for (String unusable : List.of("hunter 3", "", "hunter3", "x".repeat(70_000))) {
            Files.writeString(file, unusable);
            assertThat(address.get()).isEqualTo(SECOND);
        }
        Files.delete(file);
        assertThat(address.get()).isEqualTo(SECOND);

        assertThat(lines())
                .singleElement()
                .asString()
                .isEqualTo("The file of DATABASE_URI_FILE cannot be used, and what it held before holds on:"
                        + " it holds no address");

        log.list.clear();
        Files.writeString(file, FIRST.toString());
        assertThat(address.get()).isEqualTo(FIRST);
        assertThat(lines()).hasSize(2).first().isEqualTo("The file of DATABASE_URI_FILE can be used again");
        assertThat(lines()).noneMatch(line -> line.contains("hunter"));
    }

    @Test
    void what_stands_in_the_variable_itself_never_changes() {
        Supplier<URI> fixed = Environment.of(Map.of("DATABASE_URI", SECOND.toString()))
                .read(environment -> environment.changingUri("DATABASE_URI", "the database"));

        assertThat(fixed.get()).isEqualTo(SECOND);
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}

package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.local.instance.DataDirectory;
import dev.tandem.local.instance.DirectoryInUse;
import dev.tandem.local.service.PortInUse;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSystemTest {

    private static final Path DEFINITIONS = Path.of(System.getProperty("tandem.definitions"));

    @TempDir
    Path temporary;

    @Test
    void a_taken_port_is_named_before_anything_is_started() throws Exception {
        Path data = temporary.resolve("data");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LocalOptions options = LocalOptions.temporary(DEFINITIONS)
                    .onPort(taken.getLocalPort())
                    .keptIn(data);

            assertThatExceptionOfType(PortInUse.class)
                    .isThrownBy(() -> LocalSystem.start(options))
                    .withMessageContaining("Port " + taken.getLocalPort() + " is in use");
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void a_data_directory_in_use_is_not_even_wiped() throws Exception {
        Path data = temporary.resolve("data");
        try (DataDirectory held = DataDirectory.open(data)) {
            Path kept = Files.writeString(held.demo(), "{}");
            LocalOptions options =
                    LocalOptions.temporary(DEFINITIONS).keptIn(data).freshly(true);

            assertThatExceptionOfType(DirectoryInUse.class).isThrownBy(() -> LocalSystem.start(options));
            assertThat(kept).exists();
        }
    }
}

package dev.tandem.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void ports_are_the_same_at_every_start() throws Exception {
        int port = publicPortWithRoomAbove();

        assertThat(handedOut(port))
                .isEqualTo(handedOut(port))
                .containsExactly(port + 10_000, port + 10_001, port + 10_002);
    }

    @Test
    void for_one_that_is_taken_there_is_another_and_the_rest_stay() throws Exception {
        int port = publicPortWithRoomAbove();

        try (ServerSocket taken = new ServerSocket(port + 10_001, 1, InetAddress.getLoopbackAddress())) {
            assertThat(handedOut(port))
                    .contains(port + 10_000, port + 10_002)
                    .doesNotContain(taken.getLocalPort())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void without_a_public_port_or_room_above_it_any_will_do() {
        assertThat(handedOut(0)).doesNotHaveDuplicates().allMatch(port -> port < 32_768);
        assertThat(handedOut(65_000)).doesNotHaveDuplicates().allMatch(port -> port < 32_768);
    }

    private static List<Integer> handedOut(int publicPort) {
        FreePorts ports = FreePorts.of(publicPort);
        return List.of(ports.next(), ports.next(), ports.next());
    }

    private static int publicPortWithRoomAbove() {
        return IntStream.range(20_001, 22_000)
                .filter(port ->
                        IntStream.rangeClosed(port + 10_000, port + 10_002).allMatch(Ports::isFree))
                .findFirst()
                .orElseThrow();
    }
}

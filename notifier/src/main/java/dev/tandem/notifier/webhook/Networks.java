package dev.tandem.notifier.webhook;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Distinguishes public addresses from all others, which webhooks must not reach because an internal system may answer there.
 * Not public are all addresses that the registries of special-purpose addresses (RFC 6890) list as not globally reachable,
 * and IPv6 addresses that contain an IPv4 address. Of IPv6 only 2000::/3 can be public, which excludes NAT64 (64:ff9b::/96),
 * unique local and link-local addresses. Java itself turns IPv4-mapped addresses into IPv4.
 */
final class Networks {

    static final Networks NONE = of();

    private static final Networks GLOBAL_UNICAST = of("2000::/3");

    private static final Networks NOT_PUBLIC = of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            // Assignments to protocols, Teredo (2001::/32) and ORCHID among them.
            "2001::/23",
            "2001:db8::/32",
            // 6to4
            "2002::/16",
            "2620:4f:8000::/48",
            "3fff::/20");

    /** The addresses of one family whose first bits are those of the given one. */
    private record Network(byte[] address, int bits) {

        Network {
            if (bits < 0 || bits > address.length * Byte.SIZE) {
                throw new IllegalArgumentException("no such prefix");
            }
        }

        /** @throws IllegalArgumentException if the text is not a network */
        static Network parse(String text) {
            String[] parts = text.split("/", -1);
            byte[] address = NetUtil.createByteArrayFromIpAddressString(parts[0]);
            if (address == null || parts.length != 2) {
                throw new IllegalArgumentException("not a network");
            }
            return new Network(address, Integer.parseInt(parts[1]));
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int mask = 0xff00 >> bits % Byte.SIZE & 0xff;
            return Arrays.equals(address, 0, whole, other, 0, whole)
                    && (mask == 0 || (address[whole] & mask) == (other[whole] & mask));
        }
    }

    private final List<Network> networks;

    private Networks(List<Network> networks) {
        this.networks = networks;
    }

    private static Networks of(String... networks) {
        return new Networks(Arrays.stream(networks).map(Network::parse).toList());
    }

    /**
     * Reads networks such as {@code 10.1.0.0/16,fd00::/8}; blank for none.
     *
     * @throws IllegalArgumentException if one is not a network
     */
    static Networks parse(String text) {
        return of(Stream.of(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toArray(String[]::new));
    }

    boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        return networks.stream().anyMatch(network -> network.contains(bytes));
    }

    static boolean isPublic(InetAddress address) {
        return !NOT_PUBLIC.contain(address) && (address instanceof Inet4Address || GLOBAL_UNICAST.contain(address));
    }
}

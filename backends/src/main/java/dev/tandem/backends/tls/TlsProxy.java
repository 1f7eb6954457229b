package dev.tandem.backends.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Terminates TLS on a port of {@code localhost} for a server that does not speak it, and forwards in plain text; uses two threads
 * for each connection.
 */
public final class TlsProxy implements AutoCloseable {

    private static final int POSTGRES_REQUEST = 8;

    private final ServerSocket listening;
    private final SSLContext shown;
    private final InetSocketAddress server;
    private final boolean asked;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger shakenHands = new AtomicInteger();

    private TlsProxy(SSLContext shown, InetSocketAddress server, boolean asked) {
        this.shown = shown;
        this.server = server;
        this.asked = asked;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** Encrypted from the first byte, as for AMQP and HTTP. */
    public static TlsProxy to(String host, int port, SSLContext shown) {
        return new TlsProxy(shown, new InetSocketAddress(host, port), false);
    }

    /** Encrypted once the client has asked for it in plain text, as for PostgreSQL. */
    public static TlsProxy toPostgres(String host, int port, SSLContext shown) {
        return new TlsProxy(shown, new InetSocketAddress(host, port), true);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** The number of clients that have accepted the certificate. */
    public int shakenHands() {
        return shakenHands.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                open.add(client);
                daemon(() -> serve(client));
            }
        } catch (IOException closed) {
            // Closed by close().
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket onward = new Socket(server.getAddress(), server.getPort())) {
            open.add(onward);
            if (asked) {
                client.getInputStream().readNBytes(POSTGRES_REQUEST);
                client.getOutputStream().write('S');
            }
            SSLSocket encrypted =
                    (SSLSocket) shown.getSocketFactory().createSocket(client, null, client.getPort(), true);
            encrypted.setUseClientMode(false);
            encrypted.startHandshake();
            InputStream fromClient = encrypted.getInputStream();
            OutputStream toServer = onward.getOutputStream();
            int first = fromClient.read();
            if (first < 0) {
                return;
            }
            // In TLS 1.3 a client that rejects the certificate does so after the server's handshake is over.
            shakenHands.incrementAndGet();
            toServer.write(first);
            daemon(() -> pass(onward, encrypted));
            fromClient.transferTo(toServer);
        } catch (IOException refusedOrOver) {
            // The proxy closes both connections, so the other end notices.
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException over) {
            // Both are closed now.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "encrypted-way");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

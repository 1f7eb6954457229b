package dev.tandem.kit.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an address from a file on every call, which blocks. While the file is unreadable or holds no address, returns the last
 * valid address. Logs when that begins, when it ends, and when the address changes; never logs the address. Thread-safe.
 */
final class AddressInFile implements Supplier<URI> {

    private static final Logger LOG = LoggerFactory.getLogger(AddressInFile.class);

    private final String variable;
    private final String file;
    private URI last;
    private boolean unusable;

    /**
     * @param variable the variable that names the file
     * @param first the initial content of the file
     */
    AddressInFile(String variable, String file, URI first) {
        this.variable = variable;
        this.file = file;
        this.last = first;
    }

    @Override
    public synchronized URI get() {
        try {
            Parsing.ADDRESS
                    .parse(ValueFile.read(file))
                    .ifPresentOrElse(this::holds, () -> cannotBeUsed("it holds no address"));
        } catch (IOException | InvalidPathException unreadable) {
            cannotBeUsed(unreadable.toString());
        }
        return last;
    }

    private void holds(URI address) {
        if (unusable) {
            LOG.info("The file of {} can be used again", variable);
        }
        unusable = false;
        if (!address.equals(last)) {
            LOG.info("The file of {} holds another address, which new connections use", variable);
            last = address;
        }
    }

    private void cannotBeUsed(String why) {
        if (!unusable) {
            LOG.warn("The file of {} cannot be used, and what it held before holds on: {}", variable, why);
        }
        unusable = true;
    }
}

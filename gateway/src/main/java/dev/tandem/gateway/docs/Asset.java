package dev.tandem.gateway.docs;

import dev.tandem.kit.http.FixedContent;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file that is sent as it is, such as those of the page at {@code /docs}. */
record Asset(String name, String mediaType, Buffer content, FixedContent fixed) {

    private Asset(String name, String mediaType, Buffer content) {
        this(name, mediaType, content, new FixedContent(mediaType, content));
    }

    /**
     * Reads the file from the class path, which blocks.
     *
     * @throws IllegalStateException when it is missing
     */
    static Asset read(String folder, String name, String mediaType) {
        try (InputStream file = Asset.class.getResourceAsStream(folder + name)) {
            if (file == null) {
                throw new IllegalStateException(folder + name + " is not on the class path");
            }
            return new Asset(name, mediaType, Buffer.buffer(file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Asset withText(String mark, String text) {
        return new Asset(name, mediaType, Buffer.buffer(content.toString().replace(mark, text)));
    }
}

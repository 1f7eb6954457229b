package dev.tandem.kit.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the value of a variable from a file. */
final class ValueFile {

    private static final int LONGEST = 65_536;

    private ValueFile() {}

    /**
     * The content without surrounding white space.
     *
     * @throws IOException when the file is missing, too long or empty
     */
    static String read(String file) throws IOException {
        try (InputStream opened = Files.newInputStream(Path.of(file))) {
            byte[] read = opened.readNBytes(LONGEST + 1);
            if (read.length > LONGEST) {
                throw new IOException("more than " + LONGEST + " bytes");
            }
            String text = new String(read, StandardCharsets.UTF_8).trim();
            if (text.isEmpty()) {
                throw new IOException("it is empty");
            }
            return text;
        }
    }
}

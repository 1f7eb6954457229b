package dev.tandem.local.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port number; 0 stands for any free port. */
final class Port implements ITypeConverter<Integer> {

    private static final int HIGHEST = 65_535;

    @Override
    public Integer convert(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= HIGHEST) {
                return port;
            }
        } catch (NumberFormatException malformed) {
            // rejected below, like any other invalid value
        }
        throw new TypeConversionException("'" + text + "' is not between 0 and " + HIGHEST);
    }
}

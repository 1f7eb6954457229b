package dev.tandem.local.command;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an operation's id, alone or at the end of its path. */
final class OperationId implements ITypeConverter<UUID> {

    private static final Pattern ID =
            Pattern.compile("(?:.*/v1/operations/)?(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})");

    @Override
    public UUID convert(String text) {
        Matcher matcher = ID.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not an operation's id, which is a UUID");
        }
        return UUID.fromString(matcher.group(1));
    }
}

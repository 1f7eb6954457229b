package dev.tandem.local.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads any kind of id, alone or at the end of a path, optionally followed by an action. */
final class AnyId implements ITypeConverter<String> {

    private static final Pattern ID = Pattern.compile("(?:.*/)?([A-Za-z0-9._-]{1,64})(?::[a-z]+)?");

    @Override
    public String convert(String text) {
        Matcher matcher = ID.matcher(text.strip());
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is not an id: letters, digits, dots, underscores and hyphens");
        }
        return matcher.group(1);
    }
}

package dev.tandem.gateway.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Counts how often a pattern looks at a character: its work, which no other load of the machine changes. */
final class RegexWork {

    private static final List<String> CHARACTERS = List.of("a", "0", "@", " ", "\u2003", "-", ",", "/", ".", "\0");
    private static final String ID = "01980a3e-0000-7000-8000-000000000001";

    private final Pattern pattern;
    private final Set<String> heads = new TreeSet<>(List.of("", "a", " ", "a@", ID, ID + ","));

    RegexWork(String regex) {
        pattern = Pattern.compile(regex);
        // What a pattern begins with by the letter, so that the text gets past it.
        heads.add(regex.replaceFirst("^\\^([A-Za-z0-9/=]*).*", "$1"));
    }

    /** The most work that any text takes that is one or two characters over and over, between a head and a tail. */
    long worstOf(int repetitions) {
        long worst = 0;
        for (String word : words()) {
            String repeated = word.repeat(repetitions);
            for (String head : heads) {
                for (String tail : List.of("", "\0", "a", "!")) {
                    worst = Math.max(worst, of(head + repeated + tail));
                }
            }
        }
        return worst;
    }

    private static List<String> words() {
        List<String> words = new ArrayList<>(CHARACTERS);
        CHARACTERS.forEach(one -> CHARACTERS.forEach(other -> words.add(one + other)));
        words.add(ID + ",");
        return words;
    }

    private long of(String text) {
        Counting counting = new Counting(text);
        boolean ignored = pattern.matcher(counting).find();
        return counting.looks;
    }

    private static final class Counting implements CharSequence {
        private final String text;
        private long looks;

        private Counting(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

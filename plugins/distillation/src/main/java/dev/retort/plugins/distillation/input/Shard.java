package dev.retort.plugins.distillation.input;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of the input: every {@code count}-th record from record {@code number} on, so that each record is in one shard and the
 * shards differ by one record at most.
 *
 * @param number from 1 to {@code count}
 * @param count of shards
 */
public record Shard(int number, int count) {

    /** All of the input. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final int MOST = 1_000_000;
    private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,7})\\s*/\\s*(\\d{1,7})\\s*");

    public Shard {
        if (count < 1 || count > MOST || number < 1 || number > count) {
            throw new IllegalArgumentException(
                    "'shard' must be from 1/n to n/n, with n at most 1,000,000; found " + number + "/" + count);
        }
    }

    /**
     * Reads {@code 3/100}.
     *
     * @throws IllegalArgumentException when it is nothing of the kind
     */
    public static Shard parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'shard' must be written as number/count, such as \"3/100\"; found \"" + text + "\"");
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    public boolean isWhole() {
        return count == 1;
    }

    /** Whether a record is in the shard, by its number in the input, from 1. */
    public boolean holds(long record) {
        return (record - 1) % count == number - 1;
    }

    /** How many of so many records are in the shard. */
    public long of(long records) {
        return records / count + (number <= records % count ? 1 : 0);
    }

    /** What a file name says of the shard: {@code _shard_003_of_100}; nothing for all of the input. */
    public String suffix() {
        int digits = Integer.toString(count).length();
        return isWhole() ? "" : String.format(Locale.ROOT, "_shard_%0" + digits + "d_of_%d", number, count);
    }
}

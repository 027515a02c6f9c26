package dev.retort.simulator;

/**
 * How long placeholder replies are, to the nearest sentence. A token stands for four bytes throughout the simulation.
 *
 * @param tokens the distribution, in tokens
 */
public record ReplyLength(Distribution tokens) {

    /** The longest reply, in tokens. */
    public static final int MOST = 100_000;

    /** From 20 to 120 tokens. */
    public static final ReplyLength SHORT = new ReplyLength(new Distribution.Uniform(20, 120));

    public ReplyLength {
        if (tokens.at(0.5) < 1 || tokens.at(0.5) > MOST) {
            throw new IllegalArgumentException("a reply has 1 to 100000 tokens");
        }
    }

    /**
     * Reads a length as written in a configuration: {@code 64}, {@code 20..200} or {@code lognormal 100 p99 800}.
     *
     * @throws IllegalArgumentException for any other text; the message names the text and says what to write
     */
    public static ReplyLength parse(String text) {
        return new ReplyLength(DistributionText.parse(
                text, ReplyLength::tokensOf, "write a number of tokens as 64, 20..200 or lognormal 100 p99 800"));
    }

    /** The length at a quantile, in tokens. */
    int tokensAt(double quantile) {
        return (int) Math.min(Math.max(1, Math.round(tokens.at(quantile))), MOST);
    }

    private static double tokensOf(String text) {
        if (!text.matches("\\d{1,6}")) {
            throw new IllegalArgumentException("this is no number of tokens");
        }
        int tokens = Integer.parseInt(text);
        if (tokens < 1 || tokens > MOST) {
            throw new IllegalArgumentException("a reply has 1 to 100000 tokens");
        }
        return tokens;
    }

    /** The length as it would be written in a configuration. */
    @Override
    public String toString() {
        return DistributionText.write(tokens, value -> Long.toString(Math.round(value)));
    }
}

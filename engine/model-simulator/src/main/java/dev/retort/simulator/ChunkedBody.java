package dev.retort.simulator;

/** Takes a chunked body apart (RFC 9112, section 7.1) while it arrives; extensions and trailers are dropped. */
final class ChunkedBody {

    private static final int MOST_LINE = 4096;

    private enum Step {
        SIZE,
        DATA,
        DATA_END,
        TRAILER,
        DONE
    }

    private Step step = Step.SIZE;
    private long left;
    private int decoded;
    private int trailers;

    void restart() {
        step = Step.SIZE;
        decoded = 0;
        trailers = 0;
    }

    /** How many bytes of the body are there, in front of what is still to be decoded. */
    int decoded() {
        return decoded;
    }

    /**
     * Decodes in place: the body's bytes move together, and what is not decoded yet moves up behind them.
     *
     * @param from where the body begins
     * @return whether the body is complete
     */
    boolean advance(Inbox inbox, int from, long most) throws HttpProblem {
        byte[] d = inbox.array;
        int write = from + decoded;
        int read = write;
        boolean moved = true;
        while (moved && step != Step.DONE) {
            if (step == Step.DATA) {
                int length = (int) Math.min(left, inbox.end - read);
                System.arraycopy(d, read, d, write, length);
                read += length;
                write += length;
                left -= length;
                moved = left == 0;
                step = moved ? Step.DATA_END : Step.DATA;
            } else {
                int line = lineLength(d, read, inbox.end);
                moved = line >= 0;
                if (moved) {
                    line(d, read, line);
                    read += line + 2;
                }
            }
            if (write - from + left > most) {
                throw new HttpProblem(413, "the body is larger than " + most + " bytes");
            }
        }
        decoded = write - from;
        System.arraycopy(d, read, d, write, inbox.end - read);
        inbox.end -= read - write;
        return step == Step.DONE;
    }

    private void line(byte[] d, int from, int length) throws HttpProblem {
        switch (step) {
            case SIZE -> {
                left = size(d, from, length);
                step = left == 0 ? Step.TRAILER : Step.DATA;
            }
            case DATA_END -> {
                if (length != 0) {
                    throw new HttpProblem(400, "a chunk is longer than its size says");
                }
                step = Step.SIZE;
            }
            default -> {
                trailers += length;
                if (trailers > MOST_LINE) {
                    throw new HttpProblem(431, "the trailers are longer than " + MOST_LINE + " bytes");
                }
                step = length == 0 ? Step.DONE : Step.TRAILER;
            }
        }
    }

    private int lineLength(byte[] d, int from, int end) throws HttpProblem {
        int i = from;
        while (i < end && d[i] != '\r' && d[i] != '\n') {
            i++;
        }
        if (i - from > MOST_LINE || (i < end && d[i] == '\n') || (i + 1 < end && d[i + 1] != '\n')) {
            throw new HttpProblem(400, "a line of the chunked body does not end with CR LF");
        }
        return i + 1 < end ? i - from : -1;
    }

    private static long size(byte[] d, int from, int length) throws HttpProblem {
        long size = 0;
        int digits = 0;
        for (; digits < length; digits++) {
            int digit = Character.digit(d[from + digits], 16);
            if (digit < 0) {
                break;
            }
            size = 16 * size + digit;
            if (digits == 8) {
                throw new HttpProblem(413, "a chunk is too large");
            }
        }
        boolean ends =
                digits == length || d[from + digits] == ';' || d[from + digits] == ' ' || d[from + digits] == '\t';
        if (digits == 0 || !ends) {
            throw new HttpProblem(400, "a chunk begins with its size in hexadecimal digits");
        }
        return size;
    }
}

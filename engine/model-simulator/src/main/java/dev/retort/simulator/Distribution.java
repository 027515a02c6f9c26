package dev.retort.simulator;

/** How a quantity spreads over requests. A value is found by its quantile, so that the same draw always gives the same value. */
public sealed interface Distribution {

    /**
     * The value below which this fraction of all values lies.
     *
     * @param quantile above 0 and below 1
     */
    double at(double quantile);

    /** Always the same. */
    record Fixed(double value) implements Distribution {
        public Fixed {
            require(value >= 0 && Double.isFinite(value), "must not be negative");
        }

        @Override
        public double at(double quantile) {
            return value;
        }
    }

    /** Every value between two bounds equally often. */
    record Uniform(double least, double most) implements Distribution {
        public Uniform {
            require(least >= 0 && Double.isFinite(most), "must not be negative");
            require(least <= most, "the least must not be above the most");
        }

        @Override
        public double at(double quantile) {
            return least + quantile * (most - least);
        }
    }

    /** Many near the median and a long tail, as response times have: 99 of 100 values lie below {@code p99}. */
    record LogNormal(double median, double p99) implements Distribution {
        /** The standard normal value below which 99 % lie. */
        private static final double Z99 = 2.3263478740408408;

        public LogNormal {
            require(median > 0 && Double.isFinite(p99), "the median must be above 0");
            require(median <= p99, "the median must not be above p99");
        }

        @Override
        public double at(double quantile) {
            return median * Math.exp(Math.log(p99 / median) / Z99 * NormalQuantile.of(quantile));
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}

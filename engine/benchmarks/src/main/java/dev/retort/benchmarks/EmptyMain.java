package dev.retort.benchmarks;

/** The least that a Java process can do: the reference for start-up. */
final class EmptyMain {

    private EmptyMain() {}

    public static void main(String[] args) {}
}

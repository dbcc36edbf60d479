package io.javamiko.cli;

import java.util.Set;
import java.util.concurrent.Callable;

/** A command whose arguments are in OpenSSH's order: options may stand behind the destination. */
interface OpenSSHCommand extends Callable<Integer> {
    /** The letters of its options that take a value. */
    String lettersWithValue();

    /** The names of its long options that take a value, {@code --} included. */
    default Set<String> namesWithValue() {
        return Set.of();
    }

    /** The arguments in the order that picocli reads. */
    default String[] reordered(String[] arguments) {
        return OpenSSHArguments.reorder(arguments, lettersWithValue(), namesWithValue());
    }
}

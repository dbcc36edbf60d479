package io.javamiko.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of Javamiko and of the runtime, as {@code -V} prints it. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Javamiko.class.getPackage().getImplementationVersion();
        return new String[] {
            "Javamiko_" + (version == null ? "development" : version) + ", Java "
                    + Runtime.version().feature()
        };
    }
}

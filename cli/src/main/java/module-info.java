/** The command line. */
module io.javamiko.cli {
    requires io.javamiko;
    requires io.javamiko.conformance;
    requires info.picocli;
    requires org.jline;
    requires org.slf4j;
    requires jdk.httpserver; // the demo's web server

    opens io.javamiko.cli to
            info.picocli; // which sets the fields of the commands
}

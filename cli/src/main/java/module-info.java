/** The command line. */
module io.javamiko.cli {
    requires io.javamiko;
    requires info.picocli;
    requires org.jline;
}

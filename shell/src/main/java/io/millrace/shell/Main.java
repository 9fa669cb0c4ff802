package io.millrace.shell;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** The process: from its command line to its exit code. */
public final class Main {
  private Main() {}

  /** Runs what the command line says, and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Invocation invocation = Arguments.parse(arguments);
    configureLogging(invocation);
    Program program =
        new Program(
            new Program.Surroundings(
                Main::connect,
                System.in,
                writer(System.out),
                writer(System.err),
                Path.of(System.getProperty("millrace.home", "")),
                System::getenv,
                true,
                () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED)));
    System.exit(program.run(invocation));
  }

  private static Connection connect(String url, Map<String, String> options) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(options);
    return DriverManager.getConnection(url, properties);
  }

  /** Must come before the first class that logs. */
  private static void configureLogging(Invocation invocation) {
    boolean verbose =
        invocation instanceof Invocation.Open open && open.common().verbose()
            || invocation instanceof Invocation.Run run && run.common().verbose()
            || invocation instanceof Invocation.Demo demo && demo.common().verbose();
    if (verbose) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
    }
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), false);
  }
}

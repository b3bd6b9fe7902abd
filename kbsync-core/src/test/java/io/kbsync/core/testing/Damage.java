package io.kbsync.core.testing;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/** What a bad disk does to a database further inside: opening it still works. */
public final class Damage {

  private Damage() {}

  /** Overwrites the page where a table begins, also for those who have the database open. */
  public static void of(Path database, String table) throws Exception {
    byte[] noise = new byte[512];
    Arrays.fill(noise, (byte) 0xee);
    long offset = offset(database, table);
    try (FileChannel file = FileChannel.open(database, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(noise), offset);
    }
  }

  private static long offset(Path database, String table) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      // Whoever has read the table reads it again after that, and from the file.
      statement.execute("INSERT INTO meta(name, value) VALUES ('damaged', 'soon')");
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      long page =
          number(statement, "SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'");
      return (page - 1) * number(statement, "PRAGMA page_size");
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}

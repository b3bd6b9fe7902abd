package io.kbsync.core.state;

import io.kbsync.api.source.Folder;
import io.kbsync.api.source.Root;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What a look at the latest changes of a root needs of the listings before it. Thread-safe. */
public final class Looks {

  private final Database database;
  private final Sql sql;

  Looks(Database database) {
    this.database = database;
    this.sql = new Sql(database);
  }

  /** A listing of the whole root has ended: from here a look goes on, and these are its folders. */
  public void listed(Root root, String mark, List<Folder> folders) {
    database.commit(
        () -> {
          sql.update("DELETE FROM folder WHERE root = ?", root.id());
          return keep(root, mark, folders);
        });
  }

  /** A look has ended well: the next one goes on from here. */
  public void looked(Root root, String mark, List<Folder> folders) {
    database.commit(() -> keep(root, mark, folders));
  }

  /** The root has no such look any more. */
  public void forget(Root root) {
    database.commit(
        () -> {
          sql.update("DELETE FROM folder WHERE root = ?", root.id());
          return sql.update("DELETE FROM look WHERE root = ?", root.id());
        });
  }

  /** From where a look at this root goes on; empty where none is possible. */
  public Optional<String> mark(Root root) {
    return database.commit(
        () ->
            sql.first("SELECT mark FROM look WHERE root = ?", row -> row.getString(1), root.id()));
  }

  /** The folders of a root that listings and looks showed. */
  public List<Folder> folders(Root root) {
    return database.commit(
        () ->
            sql.list(
                "SELECT id, parent, name FROM folder WHERE root = ?",
                row -> new Folder(row.getString(1), row.getString(2), row.getString(3)),
                root.id()));
  }

  private int keep(Root root, String mark, List<Folder> folders) throws SQLException {
    for (Folder folder : folders) {
      sql.update(
          "INSERT INTO folder(root, id, parent, name) VALUES (?, ?, ?, ?)"
              + " ON CONFLICT(root, id) DO UPDATE SET parent = excluded.parent,"
              + " name = excluded.name",
          root.id(),
          folder.id(),
          folder.parent(),
          folder.name());
    }
    return sql.update(
        "INSERT INTO look(root, mark) VALUES (?, ?)"
            + " ON CONFLICT(root) DO UPDATE SET mark = excluded.mark",
        root.id(),
        mark);
  }
}

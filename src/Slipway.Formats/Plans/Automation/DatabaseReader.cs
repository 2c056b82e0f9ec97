using Slipway.Planning.Automation;

namespace Slipway.Formats.Plans.Automation;

/// <summary>Reads the settings of tasks that work on databases.</summary>
internal static class DatabaseReader
{
    public static SqlSettings? Sql(Fields with)
    {
        with.Need("database");
        var (run, file) = (with.Text("run"), with.FullPath("file"));
        if (with.Has("run") == with.Has("file"))
            with.Problems.Error("one-of", with.Where, with.Task, "with", $"{Grammar.Sql.Example("run")} / {Grammar.Sql.Example("file")}");
        var expect = with.Map("expect", Grammar.SqlExpect);
        var (rows, scalar) = (expect is null ? null : Rows(expect), expect?.Scalar("scalar")?.Text);
        var (lockTimeout, statementTimeout, dryRun) = (with.Duration("lockTimeout"), with.Duration("statementTimeout"), with.Flag("dryRun") ?? false);
        if (with.Word("database") is not { } database || (run is null) == (file is null))
            return null;
        return new SqlSettings
        {
            Database = database,
            Run = run,
            File = file,
            Rows = rows,
            Scalar = scalar,
            LockTimeout = lockTimeout ?? DatabaseLimits.LockTimeout,
            StatementTimeout = statementTimeout ?? DatabaseLimits.StatementTimeout,
            DryRun = dryRun,
        };
    }

    public static MigrateSettings? Migrate(Fields with)
    {
        with.Need("database");
        with.Need("folder");
        var (folder, table, lockTimeout) = (with.FullPath("folder"), Table(with), with.Duration("lockTimeout"));
        return with.Word("database") is { } database && folder is not null
            ? new MigrateSettings { Database = database, Folder = folder, Table = table, LockTimeout = lockTimeout ?? DatabaseLimits.LockTimeout }
            : null;
    }

    public static SnapshotSettings? Snapshot(Fields with)
    {
        with.Need("database");
        with.Need("to");
        var (to, aside) = (with.FullPath("to"), with.Word("aside"));
        return with.Word("database") is { } database && to is not null ? new SnapshotSettings { Database = database, To = to, Aside = aside } : null;
    }

    private static int? Rows(Fields expect)
    {
        if (expect.Scalar("rows") is not { } written)
            return null;
        if (WholeNumber.ReadFrom(written.Text, 0) is { } rows)
            return rows;
        expect.Problems.Error("bad-number", written.Where, expect.Task, "rows", written.Text, "0 – 9999");
        return null;
    }

    private static string Table(Fields with)
    {
        if (with.Scalar("table") is not { } written)
            return MigrateSettings.UsualTable;
        var table = written.Text.Trim();
        if (table.Length <= 60 && table[0] is (>= 'a' and <= 'z') or '_' && table.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_'))
            return table;
        with.Problems.Error("bad-table", written.Where, with.Task, table);
        return MigrateSettings.UsualTable;
    }
}

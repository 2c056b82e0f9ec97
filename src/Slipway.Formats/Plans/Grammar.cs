namespace Slipway.Formats.Plans;

/// <summary>The keys of the two files, each with an example, in the order in which they are written.</summary>
internal static class Grammar
{
    public static Keys Launch { get; } = new(
        ("id", "usct"),
        ("title", "Unconditional Social Cash Transfer"),
        ("owner", "Ministry of Social Affairs"),
        ("zone", "Africa/Djibouti"),
        ("t0", "2027-02-06T02:00"),
        ("window", "{ opens: T-30m, closes: T+4h, contingency: 20m }"),
        ("freeze", "[T-5d/T+2d]"),
        ("bridge", "{ phone: \"+253 21 00 00 00\", url: https://meet.example.org/usct }"),
        ("languages", "[en, fr, ar]"),
        ("environments", "{ live: { service: \"https://usct.example.org\" }, rehearsal: { service: \"http://localhost:8080\" } }"),
        ("people", "[{ id: tessema, name: H. Tessema, roles: [service-owner] }]"),
        ("teams", "[{ id: dba, members: [farah, osei] }]"),
        ("shifts", "[{ from: T-30m, to: T+2h, manager: tessema, scribe: wako }]"));

    public static Keys Window { get; } = new(("opens", "T-30m"), ("closes", "T+4h"), ("contingency", "20m"));

    public static Keys Bridge { get; } = new(("phone", "\"+253 21 00 00 00\""), ("url", "https://meet.example.org/usct"));

    public static Keys Environments { get; } = new(("live", "{ service: \"https://usct.example.org\" }"), ("rehearsal", "{ service: \"http://localhost:8080\" }"));

    public static Keys EnvironmentsInCell { get; } = new(("environments", "{ live: {} }"));

    public static Keys Person { get; } = new(
        ("id", "tessema"),
        ("name", "H. Tessema"),
        ("roles", "[service-owner]"),
        ("deputy", "okoth"),
        ("email", "tessema@example.org"),
        ("phone", "\"+253 77 00 00 01\""),
        ("language", "fr"));

    public static Keys Team { get; } = new(
        ("id", "dba"),
        ("title", "Database administrators"),
        ("members", "[farah, osei]"),
        ("hours", "[\"Mon-Thu,Sun 08:00-16:00\"]"),
        ("closed", "[2027-02-04T12:00/2027-02-04T14:00]"));

    public static Keys Shift { get; } = new(
        ("from", "T-30m"),
        ("to", "T+2h"),
        ("manager", "tessema"),
        ("scribe", "wako"),
        ("on", "[farah]"));

    public static Keys Cutover { get; } = new(
        ("launch", "usct"),
        ("workstreams", "[data, platform]"),
        ("forward", "[{ id: load-postgresql, title: Load PostgreSQL, phase: launch, takes: 9m/12m/21m }]"),
        ("rollback", "[{ id: unload-postgresql, title: Empty PostgreSQL, takes: 6m }]"),
        ("journeys", "[{ id: apply, title: A citizen applies, base: \"${service}\", steps: [{ title: Open the form, get: /apply }] }]"),
        ("accepted", "[{ rule: overtime, task: load-postgresql, why: Agreed with the team }]"));

    public static Keys Accepted { get; } = new(("rule", "overtime"), ("task", "load-postgresql"), ("why", "Agreed with the team"));

    public static Keys Task { get; } = new(
        ("id", "load-postgresql"),
        ("kind", "gate"),
        ("title", "Load PostgreSQL"),
        ("do", "Restore the dump on the new server."),
        ("expect", "The row counts are equal."),
        ("phase", "launch"),
        ("workstream", "data"),
        ("owner", "farah"),
        ("deputy", "osei"),
        ("team", "dba"),
        ("takes", "9m/12m/21m"),
        ("attended", "false"),
        ("after", "[snapshot-h2, freeze SS+5m]"),
        ("notBefore", "T+10m"),
        ("notAfter", "T+1h"),
        ("undo", "unload-postgresql"),
        ("noReturn", "true"),
        ("mandatory", "true"),
        ("purpose", "[moves-data]"),
        ("who", "[farah, osei]"),
        ("start", "all"),
        ("end", "starter"),
        ("verifiedBy", "noor"),
        ("escalate", "{ after: 10m, to: tessema }"),
        ("where", "District office 4"),
        ("system", "registry"),
        ("ref", "CHG-1042"),
        ("evidence", "screenshot"),
        ("goLive", "true"),
        ("with", "{ program: /opt/usct/bin/load }"),
        ("hold", "true"),
        ("retry", "{ times: 3, wait: 2s, factor: 2 }"),
        ("timeout", "10m"),
        ("onCrash", "probe"),
        ("verify", "{ kind: command, with: { program: /opt/usct/bin/is-loaded } }"),
        ("voters", "[service-owner, it-operations]"),
        ("decider", "service-owner"),
        ("quorum", "all"),
        ("criteria", "[{ id: totals, title: Totals reconcile, must: true, met: { task: reconcile } }]"));

    public static Keys Retry { get; } = new(("times", "3"), ("wait", "2s"), ("factor", "2"));

    public static Keys WorkCheck { get; } = new(("kind", "command"), ("with", "{ program: /opt/usct/bin/is-loaded }"));

    /// <summary>All of what a task does by itself, in one cell of a sheet.</summary>
    public static Keys WorkInCell { get; } = new(
        ("kind", "command"), ("with", "{ program: /opt/usct/bin/load }"), ("hold", "true"), ("retry", "{ times: 3, wait: 2s, factor: 2 }"),
        ("timeout", "10m"), ("onCrash", "probe"), ("verify", "{ kind: command, with: { program: /opt/usct/bin/is-loaded } }"));

    public static Keys Command { get; } = new(
        ("program", "/opt/usct/bin/load"),
        ("arguments", "[--from, dump.sql]"),
        ("environment", "{ PGPASSWORD: \"env:USCT_DB_PASSWORD\" }"),
        ("folder", "/var/lib/usct"),
        ("good", "[0, 3]"));

    public static Keys Sql { get; } = new(
        ("database", "\"env:USCT_DATABASE\""),
        ("run", "UPDATE service SET open = true"),
        ("file", "/opt/usct/sql/open.sql"),
        ("expect", "{ rows: 1 }"),
        ("lockTimeout", "5s"),
        ("statementTimeout", "10m"),
        ("dryRun", "true"));

    public static Keys SqlExpect { get; } = new(("rows", "1"), ("scalar", "open"));

    public static Keys Migrate { get; } = new(
        ("database", "\"env:USCT_DATABASE\""),
        ("folder", "/opt/usct/migrations"),
        ("table", "slipway_migrations"),
        ("lockTimeout", "5s"));

    public static Keys Snapshot { get; } = new(
        ("database", "\"env:USCT_DATABASE\""),
        ("to", "/var/backups/usct"),
        ("aside", "\"env:USCT_SPARE\""));

    public static Keys Traffic { get; } = new(
        ("socket", "/run/haproxy/admin.sock"),
        ("backend", "usct"),
        ("from", "[v1]"),
        ("to", "[v2]"),
        ("steps", "[5, 25, 50, 100]"),
        ("each", "1m"),
        ("every", "5s"),
        ("errors", "1%"),
        ("check", "{ kind: command, with: { program: /opt/usct/bin/is-well } }"));

    public static Keys Http { get; } = new(
        ("url", "\"${service}/admin/open\""),
        ("method", "POST"),
        ("headers", "{ Authorization: \"Bearer ${env:USCT_TOKEN}\" }"),
        ("body", "'{\"open\":true}'"),
        ("redirects", "follow"),
        ("expect", "{ status: 200 }"));

    public static Keys Expectation { get; } = new(
        ("status", "[200, 204]"),
        ("json", "{ $.state: open }"),
        ("headers", "{ X-Version: \"2\" }"),
        ("body", "Welcome"),
        ("within", "2s"));

    public static Keys Wait { get; } = new(
        ("until", "{ kind: http, with: { url: \"${service}/health\" } }"),
        ("every", "5s"),
        ("atMost", "30m"));

    public static Keys Notify { get; } = new(
        ("to", "[salad, it-operations, night]"),
        ("addresses", "[office-4@example.org, \"+253 77 00 00 40\"]"),
        ("webhooks", "true"),
        ("subject", "The service has moved"),
        ("text", "The service is open in production: ${service}"));

    public static Keys JourneyWork { get; } = new(("journey", "apply"));

    public static Keys Journey { get; } = new(
        ("id", "apply"),
        ("title", "A citizen applies"),
        ("base", "\"${service}\""),
        ("steps", "[{ title: Open the form, get: /apply, expect: { body: Apply } }]"));

    public static Keys JourneyStep { get; } = new(
        ("title", "Send the form"),
        ("get", "/apply"),
        ("head", "/apply"),
        ("post", "/apply"),
        ("put", "/applications/7"),
        ("patch", "/applications/7"),
        ("delete", "/applications/7"),
        ("headers", "{ Accept-Language: fr }"),
        ("form", "{ name: Test, csrf: \"${csrf}\" }"),
        ("json", "{ name: Test }"),
        ("body", "name;Test"),
        ("redirects", "follow"),
        ("expect", "{ status: 303 }"),
        ("extract", "{ csrf: { regex: 'name=\"csrf\" value=\"([^\"]+)\"' } }"));

    public static Keys Extract { get; } = new(
        ("json", "$.id"),
        ("regex", "'name=\"csrf\" value=\"([^\"]+)\"'"),
        ("header", "Location"),
        ("secret", "true"));

    public static Keys Escalation { get; } = new(("after", "10m"), ("to", "tessema"));

    public static Keys Criterion { get; } = new(
        ("id", "totals"),
        ("title", "Totals reconcile to the last unit"),
        ("must", "true"),
        ("met", "{ task: reconcile }"));

    public static Keys Met { get; } = new(("task", "reconcile"), ("insideWindow", "0.8"), ("by", "mensah"));

    /// <summary>Keys whose value is a list of words.</summary>
    public static IReadOnlyList<string> Lists { get; } =
        ["after", "purpose", "who", "voters", "roles", "members", "hours", "closed", "freeze", "languages", "workstreams", "on"];

    /// <summary>Keys whose value is a group of keys.</summary>
    public static IReadOnlyList<string> Maps { get; } = ["window", "bridge", "environments", "escalate", "met", "with", "retry", "verify", "check"];

    /// <summary>Keys whose value may be a text for each language.</summary>
    public static IReadOnlyList<string> Texts { get; } = ["title", "do", "expect", "where", "owner"];

    /// <summary>Keys that only an automated task has.</summary>
    public static IReadOnlyList<string> OfWork { get; } = ["with", "hold", "retry", "timeout", "onCrash", "verify"];

    /// <summary>Keys that only what people do has.</summary>
    public static IReadOnlyList<string> OfPeoplesWork { get; } = ["who", "start", "end"];

    /// <summary>Keys that only a gate has.</summary>
    public static IReadOnlyList<string> OfGates { get; } = ["voters", "decider", "quorum", "criteria"];
}

/// <summary>The keys of one kind of mapping.</summary>
internal sealed class Keys(params (string Key, string Example)[] all)
{
    private readonly Dictionary<string, string> examples = all.ToDictionary(pair => pair.Key, pair => pair.Example, StringComparer.Ordinal);

    public IReadOnlyList<string> Names { get; } = [.. all.Select(pair => pair.Key)];

    public bool Has(string key) => examples.ContainsKey(key);

    /// <summary>How the key is written: <c>takes: 9m/12m/21m</c>.</summary>
    public string Example(string key) => $"{key}: {examples[key]}";
}

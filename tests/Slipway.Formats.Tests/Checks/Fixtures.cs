using NodaTime;
using static Slipway.Formats.Tests.Checks.Edit;
using static Slipway.Planning.Plans.Severity;

namespace Slipway.Formats.Tests.Checks;

/// <summary>A failing fixture for every rule about meaning, in the order of <c>PlanChecks.All</c>.</summary>
internal static class Fixtures
{
    public static IReadOnlyList<Fixture> All { get; } =
    [
        .. Links(), .. WayBack(), .. People(), .. Gates(), .. Estimates(), .. Purposes(), .. Wording(), .. Work(), .. Window(), .. Shifts(),
    ];

    private static Fixture[] Links() =>
    [
        new("unknown-task", Error, Cutover("after: [snapshot]", "after: [snapshot, «snapshut]")),
        new("unknown-task", Error, Cutover("undo: unload", "undo: «unlaod")),
        new("unknown-task", Error, Cutover("met: { task: reconcile }", "met: { task: «reconcil }")),
        new("cycle", Error, Cutover("takes: 10m/12m/20m", "takes: 10m/12m/20m\n    after: [«reconcile]")),
        new("cycle", Error, Cutover("after: [snapshot]", "after: [snapshot, «load]")),
        new("link-across", Error, Cutover("takes: 5m/6m/9m", "takes: 5m/6m/9m\n    after: [«snapshot]")),
        new("repeated-link", Hint, Cutover("after: [snapshot]", "after: [snapshot, «snapshot]")),
        new("link-to-later-phase", Warning, Cutover("after: [open]\n    undo: none\n    purpose: [opens-hotline]", "after: [open, «callers]\n    undo: none\n    purpose: [opens-hotline]"),
            Cutover("  - id: stand-by\n", "  - { id: callers, kind: milestone, title: First caller, phase: stabilise, after: open }\n  - id: stand-by\n")),
        new("lead", Warning, Cutover("after: [load]", "after: [«load FS-2m]")),
        new("long-lag", Warning, Cutover("after: [load]", "after: [«load FS+31m]")),
        new("long-lag", Hint, Cutover("after: [stand-by]", "after: [«stand-by FS+1d]")),
    ];

    private static Fixture[] WayBack() =>
    [
        new("no-rollback-plan", Error, Cutover("undo: unload", "undo: none"), Cutover(CleanPlan.Cutover[CleanPlan.Cutover.IndexOf("rollback:", StringComparison.Ordinal)..], "rollback: «[]")),
        new("no-way-back", Error, Cutover("  - id: switch", "  - «id: switch"), Cutover("    noReturn: true\n", "")),
        new("undo-not-rollback", Error, Cutover("undo: unload", "undo: «reconcile")),
        new("not-for-rollback", Warning, Cutover("takes: 5m/6m/9m", "takes: 5m/6m/9m\n    noReturn: «true")),
        new("not-for-rollback", Warning, Cutover("takes: 5m/6m/9m", "takes: 5m/6m/9m\n  - { id: recount, title: Count again, owner: bilal, deputy: dawit, takes: 1m/2m/3m, undo: «unload }")),
        new("rollback-cycle", Error,
            Cutover("after: [load]\n    undo: none", "after: [load]\n    undo: recount"),
            Cutover("takes: 5m/6m/9m", "takes: 5m/6m/9m\n  - { id: recount, title: Count again, owner: bilal, deputy: dawit, takes: 1m/2m/3m, after: [«unload] }")),
        new("rollback-cycle", Error,
            Cutover("takes: 8m/10m/15m\n    after: [load]\n    undo: none", "takes: 8m/10m/15m\n    after: [load]\n    undo: recount"),
            Cutover("after: [go]\n    noReturn: true", "after: [go]\n    undo: unload"),
            Cutover("  - id: unload", "  - «id: unload"),
            Cutover("takes: 5m/6m/9m", "takes: 5m/6m/9m\n  - { id: recount, title: Count again, owner: bilal, deputy: dawit, takes: 1m/2m/3m }")),
    ];

    private static Fixture[] People() =>
    [
        new("unknown-person", Error, Cutover("verifiedBy: amina", "verifiedBy: «animna")),
        new("unknown-person", Error, Cutover("met: { by: elias }", "met: { by: «elia }")),
        new("unknown-person", Error, Cutover("escalate: { after: 10m, to: amina }", "escalate: { after: 10m, to: «boss }")),
        new("unknown-person", Error, Launch("scribe: elias", "scribe: «support-agent")),
        new("unknown-person", Error, Launch("members: [bilal, dawit]", "members: [bilal, dawit, «davit]")),
        new("role-without-holder", Error, Cutover("verifiedBy: amina", "verifiedBy: «trainer")),
        new("unknown-team", Error, Cutover("owner: bilal\n    deputy: dawit\n    team: dba\n    takes: 20m", "owner: bilal\n    deputy: dawit\n    team: «bda\n    takes: 20m")),
        new("unknown-workstream", Error, Cutover("workstream: data\n    owner: dawit\n    deputy: bilal\n    takes: 8m", "workstream: «date\n    owner: dawit\n    deputy: bilal\n    takes: 8m")),
        new("no-owner", Error, Cutover("  - id: audit", "  - «id: audit"), Cutover("    owner: dawit\n    deputy: bilal\n    takes: 10m", "    deputy: bilal\n    takes: 10m")),
        new("no-deputy", Warning, Cutover("  - id: audit", "  - «id: audit"), Cutover("    deputy: bilal\n    takes: 10m", "    takes: 10m")),
        new("owner-is-deputy", Warning, Cutover("deputy: bilal\n    takes: 10m", "deputy: «dawit\n    takes: 10m")),
        new("owner-is-deputy", Warning, Cutover("deputy: bilal\n    takes: 10m", "deputy: «digital-security-manager\n    takes: 10m")),
        new("owner-is-deputy", Warning, Launch("deputy: bilal", "deputy: «amina")),
        new("owner-not-in-team", Warning, Launch("members: [bilal, dawit]", "members: [bilal]"), Cutover("owner: dawit\n    deputy: bilal\n    takes: 8m", "owner: «dawit\n    deputy: bilal\n    team: dba\n    takes: 8m")),
        new("verifier-is-owner", Error, Cutover("verifiedBy: amina", "verifiedBy: «digital-security-manager")),
        new("escalates-to-owner", Warning, Cutover("escalate: { after: 10m, to: amina }", "escalate: { after: 10m, to: «bilal }")),
        new("too-few-people", Error, Cutover("verifiedBy: amina", "start: «3\n    who: [dawit, chloe]")),
        new("no-phone", Hint, Launch("{ id: dawit, name: Dawit, roles: [digital-security-manager], phone: \"+253 77 00 00 84\" }", "«{ id: dawit, name: Dawit, roles: [digital-security-manager] }")),
        new("manager-is-scribe", Hint, Launch("scribe: elias", "scribe: «amina")),
    ];

    private static Fixture[] Gates() =>
    [
        new("gate-without-criteria", Warning, Cutover("  - id: leave-hypercare", "  - «id: leave-hypercare"), Cutover("    criteria:\n      - { id: quiet, title: No open critical issue, must: true, met: { by: bilal } }\n", "")),
        new("gate-without-voters", Error, Cutover("  - id: go\n", "  - «id: go\n"), Cutover("    voters: [it-operations, digital-security-manager]\n    decider: service-owner\n    quorum: all", "    decider: service-owner")),
        new("gate-without-decider", Error, Cutover("  - id: go\n", "  - «id: go\n"), Cutover("    decider: service-owner\n    quorum: all", "    quorum: all")),
        new("decider-alone-votes", Warning, Cutover("voters: [it-operations, digital-security-manager]", "voters: «[amina]")),
        new("quorum-too-large", Error, Cutover("quorum: all", "quorum: «3")),
        new("gate-decides-nothing", Warning, Cutover("  - id: switch\n", "  - «{ id: last-word, kind: gate, title: Last word, voters: [bilal, dawit], decider: amina, criteria: [{ id: sure, title: Sure, must: false, met: { by: dawit } }], after: [audit] }\n  - id: switch\n")),
        new("evidence-after-gate", Error, Cutover("met: { task: reconcile }", "met: { task: «audit }")),
        new("evidence-after-gate", Warning, Cutover("must: false, met: { by: elias }", "must: false, met: { task: «hotline }")),
        new("no-gate-before-no-return", Error, Cutover("team: dba\n    takes: 10m/12m/20m\n    undo: none", "team: dba\n    takes: 10m/12m/20m\n    noReturn: «true")),
        new("no-gate-before-no-return", Error, Cutover("after: [go]\n    noReturn: true", "after: [go FF, reconcile]\n    noReturn: «true"), Cutover("after: [switch]", "after: [switch, go]")),
        new("no-gate-before-go-live", Warning, Cutover("  - id: open\n", "  - «id: open\n"), Cutover("title: The service is open\n    after: [switch]", "title: The service is open\n    after: [reconcile]")),
    ];

    private static Fixture[] Estimates() =>
    [
        new("no-estimate", Error, Cutover("  - id: status", "  - «id: status"), Cutover("    notBefore: T+2h\n    takes: 10m", "    notBefore: T+2h")),
        new("plan-too-long", Error, Cutover("takes: 5m/6m/9m", "takes: 5m/6m/9m\n" + string.Join('\n', Enumerable.Range(1, 100).Select(number =>
            $"  - {{ id: again-{number}, title: Once more, owner: bilal, deputy: dawit, takes: {(number == 100 ? "«" : "")}0m/0m/3660d }}")))),
        new("no-spread", Hint, Cutover("takes: 8m/10m/15m", "takes: «10m")),
        new("long-task", Warning, Launch("closes: T+4h", "closes: T+12h"), Launch("to: T+6h", "to: T+12h"), Cutover("takes: 8m/10m/15m", "takes: «3h/5h/6h"), Cutover("notBefore: T+2h", "notBefore: T+8h")),
        new("milestone-takes-time", Warning, Cutover("goLive: true", "goLive: true\n    takes: «5m")),
    ];

    private static Fixture[] Purposes() =>
    [
        new("no-go-live", Error, Cutover("  - id: announce", "  «- id: announce"), Cutover("    goLive: true\n", "")),
        new("several-go-lives", Error, Cutover("  - id: status", "  - { id: open-abroad, kind: milestone, goLive: «true, title: Open abroad, after: open }\n  - id: status")),
        new("users-not-told", Warning, Cutover("  - id: announce", "  «- id: announce"), Cutover("    purpose: [tells-users]\n", "")),
        new("data-not-reconciled", Warning, Cutover("purpose: [reconciles]", "where: hall"), Cutover("purpose: [moves-data]", "purpose: «[moves-data]")),
        new("audit-trail-not-checked", Warning, Cutover("  - id: announce", "  «- id: announce"), Cutover("    purpose: [checks-audit-trail]\n", "")),
        new("nothing-to-accept", Hint, Cutover("rollback:", "accepted:\n  - «{ rule: overtime, task: announce, why: Agreed }\nrollback:")),
        new("no-hotline", Hint, Cutover("  - id: announce", "  «- id: announce"), Cutover("    purpose: [opens-hotline]\n", "")),
        new("no-hypercare-exit", Warning, Cutover("  - id: announce", "  «- id: announce"), Cutover("kind: gate\n    title: Leave hypercare\n    phase: stabilise\n    voters: [it-operations, support-agent]\n    decider: service-owner\n    criteria:\n      - { id: quiet, title: No open critical issue, must: true, met: { by: bilal } }\n    after: [stand-by]\n    purpose: [ends-hypercare]", "kind: milestone\n    title: Leave hypercare\n    phase: stabilise\n    after: [stand-by]")),
        new("staff-released-too-early", Warning, Cutover("after: [leave-hypercare]\n    purpose: [releases-staff]", "after: [stand-by]\n    purpose: «[releases-staff]")),
        new("staff-released-too-early", Warning, Cutover("    purpose: [ends-hypercare]\n", ""), Cutover("after: [leave-hypercare]\n    purpose: [releases-staff]", "after: [stand-by]\n    purpose: «[releases-staff]")),
        new("decommissioned-too-early", Warning, Cutover("after: [leave-hypercare]\n    purpose: [decommissions]", "after: [stand-by]\n    purpose: «[decommissions]")),
    ];

    private static Fixture[] Wording() =>
    [
        new("language-missing", Warning, Cutover("title: Load the new database", "title: «{ en: Load the new database }")),
        new("language-missing", Warning, Launch("title: { en: Building permits, fr: Permis de construire }", "title: «{ fr: Permis de construire }")),
    ];

    private static Fixture[] Work() =>
    [
        new("unknown-value", Error, Acting("with: { program: /opt/permits/snapshot, arguments: [«\"${registr}\"] }"), Launch("languages: [en, fr]", "languages: [en, fr]\nenvironments: { live: { registry: r1 } }")),
        new("value-in-one-environment", Error, Launch("languages: [en, fr]", "languages: [en, fr]\nenvironments: { live: { registry: r1, hub: h1 }, rehearsal: «{ registry: r2 } }")),
        new("value-in-one-environment", Error, Launch("languages: [en, fr]", "languages: [en, fr]\nenvironments: { live: «{ registry: r1 }, rehearsal: { registry: r2, hub: h2 } }")),
        new("secret-in-clear", Error, Acting("with: { program: /opt/permits/snapshot, environment: { PGPASSWORD: «hunter2 } }")),
        new("secret-in-clear", Error, Acting("with: { program: /opt/permits/snapshot, arguments: [--password, «hunter2] }")),
        new("secret-in-clear", Error, Acting("with: { program: /opt/permits/snapshot, arguments: [«\"--api-key=4f3c2b1a\"] }")),
        new("secret-in-clear", Error, Acting("with: { program: /opt/permits/snapshot, arguments: [«\"https://admin:hunter2@db.example.org/permits\"] }")),
        new("secret-in-clear", Error, Launch("languages: [en, fr]", "languages: [en, fr]\nenvironments: { live: { database: «\"Host=db;Username=permits;Password=hunter2\" } }")),
        new("no-timeout", Hint, Cutover("  - id: snapshot\n", "  - id: snapshot\n    kind: «command\n    with: { program: /opt/permits/snapshot }\n")),
        new("unknown-value", Error, Walked("verify: { kind: journey, with: { journey: apply } }"), Journeys("get: «\"${wher}\"")),
        new("unknown-value", Error, Acting("with: { program: /opt/permits/snapshot }\n    verify: { kind: wait, with: { atMost: 1m, until: { kind: http, with: { url: «\"${service}/x\" } } } }")),
        new("secret-in-clear", Error, Walked("verify: { kind: journey, with: { journey: apply } }"), Journeys("post: /login, form: { password: «hunter2 }")),
        new("unknown-journey", Error, Walked("verify: { kind: wait, with: { atMost: 1m, until: { kind: journey, with: { journey: «aply } } } }")),
        new("unknown-person", Error, Told("to: [bilal, «fatuo], text: Hello")),
        new("role-without-holder", Error, Told("to: [dba, «trainer], text: Hello")),
        new("no-address", Error, Told("to: [bilal, «fatou, observer], text: Hello"), NoPhone),
        new("no-address", Error, Told("to: [«observer], text: Hello"), NoPhone),
        new("no-address", Error, Told("to: [«dba], text: Hello"), NoPhone, Launch("members: [bilal, dawit]", "members: [bilal, dawit, fatou]")),
        new("secret-in-message", Error, Told("to: [dba], text: «\"Sign in with ${env:PERMITS_TOKEN}\"")),
        new("secret-in-message", Error, Told("to: [dba], subject: «\"${database} is open\", text: Hello"), Launch("languages: [en, fr]", "languages: [en, fr]\nenvironments: { live: { place: \"${token}\", token: \"env:PERMITS_TOKEN\", database: \"${place}\" } }")),
        new("unknown-value", Error, Told("to: [dba], text: { en: «\"Open ${servise}\", fr: Ouvert }")),
        new("secret-in-clear", Error, Told("to: [dba], text: «\"Basic services are open. The password=hunter2\"")),
        new("language-missing", Warning, Told("to: [dba], text: «{ en: Hello }")),
        new("no-timeout", Hint, Cutover("  - id: snapshot\n", "  - id: snapshot\n    kind: «notify\n    with: { to: [dba, cutover-manager], text: Basic services are open }\n")),
        new("unused-journey", Hint, Cutover("rollback:", "journeys:\n  - { id: «apply, title: Apply, steps: [{ title: See, get: \"https://permits.example.org\" }] }\nrollback:")),
    ];

    private static Edit Walked(string verify) => Acting($"with: {{ program: /opt/permits/snapshot }}\n    {verify}");

    /// <summary>A journey whose second step knows what the first took out.</summary>
    private static Edit Journeys(string request) => Cutover("rollback:", $"journeys:\n  - {{ id: apply, title: Apply, base: \"https://permits.example.org\", steps: [{{ title: Open, get: /, extract: {{ where: {{ header: Location }} }} }}, {{ title: Go, get: \"${{where}}\" }}, {{ title: Send, {request} }}] }}\nrollback:");

    private static Edit Told(string with) => Cutover("  - id: snapshot\n", $"  - id: snapshot\n    kind: notify\n    timeout: 5m\n    with: {{ {with} }}\n");

    private static Edit NoPhone => Launch(", phone: \"+253 77 00 00 86\"", "");

    private static Edit Acting(string with) => Cutover("  - id: snapshot\n", $"  - id: snapshot\n    kind: command\n    timeout: 5m\n    {with}\n");

    private static Fixture[] Window() =>
    [
        new("t0-in-the-past", Warning, Launch("t0: 2027-02-06T02:00", "t0: «2027-02-06T02:00")) { Now = Instant.FromUtc(2027, 2, 6, 1, 0) },
        new("t0-outside-window", Error, Launch("t0: 2027-02-06T02:00", "t0: «2027-02-06T02:00"), Launch("opens: T-30m", "opens: T+5m"), Cutover("takes: 10m/12m/20m", "takes: 10m/12m/20m\n    notBefore: T+5m")),
        new("window-not-frozen", Hint, Launch("freeze: [T-5d/T+2d]", "freeze: «[T-5d/T+3h]")),
        new("not-before-after-not-after", Error, Cutover("takes: 20m/25m/40m", "takes: 20m/25m/40m\n    notBefore: T+20m\n    notAfter: «T+10m")),
        new("starts-at-t0", Warning, Cutover("after: [open]\n  - id: leave-hypercare", "after: «[announce]\n  - id: leave-hypercare")),
        new("before-window-opens", Warning, Launch("opens: T-30m", "opens: T+0m"), Cutover("takes: 10m/12m/20m", "takes: 10m/12m/20m\n    notBefore: «T-1m")),
        new("window-too-short", Error, Launch("closes: T+4h", "closes: «T+2h")),
        new("window-too-short-for-rollback", Error, Launch("closes: T+4h, contingency: 20m", "closes: «T+4h, contingency: 3h8m")),
        new("not-after-missed", Error, Cutover("takes: 20m/25m/40m", "takes: 20m/25m/40m\n    notAfter: «T+36m")),
        new("prepare-runs-late", Warning, Cutover("phase: prepare", "phase: «prepare"), Cutover("notBefore: T-3d", "notBefore: T-1h")),
    ];

    private static Fixture[] Shifts() =>
    [
        new("person-double-booked", Hint, Cutover("owner: dawit\n    deputy: bilal\n    takes: 10m/15m/20m\n    after: [open]", "owner: «elias\n    takes: 10m/15m/20m\n    after: [open]")),
        new("overtime", Warning, Launch("Sat 00:00-08:00", "Sat 00:00-02:30"), Cutover("team: dba\n    takes: 20m/25m/40m", "team: «dba\n    takes: 20m/25m/40m")),
        new("closed-period", Warning, Launch("closed: [2027-02-04T12:00/2027-02-04T14:00]", "closed: [T+15m/T+1h]"), Cutover("team: dba\n    takes: 20m/25m/40m", "team: «dba\n    takes: 20m/25m/40m")),
        new("nobody-on-shift", Warning, Cutover("phase: monitor\n    workstream: people\n    owner: elias", "phase: monitor\n    workstream: people\n    owner: «scribe")),
        new("no-manager", Warning, Launch("  - { from: T-30m, to: T+2h, manager: amina, scribe: elias }", "  - «{ from: T-30m, to: T+2h, scribe: elias }")),
        new("no-manager", Warning, Launch("  - { from: T-30m, to: T+2h,", "  - { from: T-30m, to: T+1h50m,"), Launch("fatou }", "fatou }\n  - «{ from: T+1h50m, to: T+2h, scribe: bilal }")),
        new("no-scribe", Hint, Launch("  - { from: T-30m, to: T+2h, manager: amina, scribe: elias }", "  - «{ from: T-30m, to: T+2h, manager: amina }")),
        new("two-shifts-in-a-row", Warning, Launch("manager: chloe, scribe: fatou", "manager: chloe, scribe: «elias")),
    ];
}

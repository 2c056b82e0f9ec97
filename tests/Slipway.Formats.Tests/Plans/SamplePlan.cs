namespace Slipway.Formats.Tests.Plans;

/// <summary>A small plan that uses every key of the grammar.</summary>
internal static class SamplePlan
{
    public const string Launch = """
        # what the service is called, and when
        id: usct
        title: { en: Unconditional Social Cash Transfer, fr: Transfert monétaire social, ar: التحويل النقدي }
        owner: Ministry of Social Affairs
        zone: Africa/Djibouti
        t0: 2027-02-06T02:00                 # wall clock
        window: { opens: T-30m, closes: T+4h, contingency: 20m }
        freeze: [T-5d/T+2d]
        bridge: { phone: "+253 21 00 00 00", url: https://meet.example.org/usct }
        languages: [en, fr, ar]
        people:
          - { id: tessema, name: H. Tessema, roles: [service-owner], deputy: okoth, email: tessema@example.org, phone: "+253 77 00 00 01", language: fr }
          - id: okoth
            name: J. Okoth
            roles: it-operations
        teams:
          - { id: dba, title: Database, members: [farah, osei], hours: ["Mon-Thu,Sun 08:00-16:00", "Sat 00:00-24:00"], closed: [2027-02-04T12:00/2027-02-04T14:00] }
        shifts:
          - { from: T-30m, to: T+2h, manager: tessema, scribe: wako, on: [farah] }
        """;

    public const string Cutover = """
        launch: usct
        workstreams: [data, platform]
        forward:
          - { id: freeze, title: Freeze, phase: launch, takes: 5m, owner: farah, undo: none }
          # the snapshot comes first
          - { id: snapshot-h2, title: Snapshot, phase: launch, takes: 5m, owner: farah, undo: none }
          - id: load-postgresql
            title: Load PostgreSQL
            do: |
              Restore the dump:

              1. `pg_restore`
            expect: { en: Counts are equal, fr: "Les comptes sont égaux : oui" }
            phase: launch
            workstream: data
            owner: farah
            deputy: osei
            team: dba
            takes: 9m/12m/21m
            attended: true
            after: [snapshot-h2, freeze SS+5m]
            notBefore: T+10m
            notAfter: 2027-02-06T04:00
            undo: unload-postgresql
            mandatory: true
            purpose: [moves-data]
            who: [farah, osei]
            start: all
            end: starter
            verifiedBy: noor
            escalate: { after: 10m, to: tessema }
            where: District office 4
            system: registry
            ref: CHG-1042
            evidence: screenshot
          - { id: reconcile, title: Reconcile, phase: launch, owner: farah, takes: 5m, after: load-postgresql, purpose: reconciles, undo: none }
          - id: go
            kind: gate
            title: Go / no-go
            voters: [service-owner, it-operations]
            decider: service-owner
            quorum: all
            criteria:
              - { id: totals, title: Totals reconcile to the last unit, must: true, met: { task: reconcile } }
              - { id: window, title: Likely inside the window, must: false, met: { insideWindow: 0.8 } }
              - { id: hub, title: Hub operator on the bridge, must: true, met: { by: mensah } }
            after: [reconcile]
          - { id: switch-traffic, title: Switch, phase: launch, owner: farah, takes: 2m, after: [go], noReturn: true }
          - { id: go-live, kind: milestone, goLive: true, title: The service is open, after: [switch-traffic] }
          - { id: status-0300, kind: checkpoint, title: Status, notBefore: T+1h, takes: 10m, owner: tessema, deputy: okoth }
        rollback:
          - { id: unload-postgresql, title: Empty PostgreSQL, phase: launch, workstream: data, owner: farah, deputy: osei, takes: 6m }
        """;
}

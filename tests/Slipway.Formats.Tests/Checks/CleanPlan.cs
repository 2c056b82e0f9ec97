namespace Slipway.Formats.Tests.Checks;

/// <summary>A small plan in which no rule finds anything. Each fixture breaks it in one place.</summary>
internal static class CleanPlan
{
    public const string Launch = """
        id: permits
        title: { en: Building permits, fr: Permis de construire }
        owner: { en: City of Tadjourah, fr: Ville de Tadjourah }
        zone: Africa/Djibouti
        t0: 2027-02-06T02:00
        window: { opens: T-30m, closes: T+4h, contingency: 20m }
        freeze: [T-5d/T+2d]
        bridge: { phone: "+253 21 00 00 20" }
        languages: [en, fr]
        people:
          - { id: amina, name: Amina, roles: [service-owner], deputy: bilal, phone: "+253 77 00 00 81", language: fr }
          - { id: bilal, name: Bilal, roles: [it-operations], phone: "+253 77 00 00 82", language: en }
          - { id: chloe, name: Chloé, roles: [communications-manager], deputy: elias, phone: "+253 77 00 00 83" }
          - { id: dawit, name: Dawit, roles: [digital-security-manager], phone: "+253 77 00 00 84" }
          - { id: elias, name: Elias, roles: [support-agent], deputy: chloe, phone: "+253 77 00 00 85" }
          - { id: fatou, name: Fatou, roles: [observer], deputy: chloe, phone: "+253 77 00 00 86" }
        teams:
          - { id: dba, members: [bilal, dawit], hours: ["Mon-Fri 08:00-16:00", "Sat 00:00-08:00"], closed: [2027-02-04T12:00/2027-02-04T14:00] }
        shifts:
          - { from: T-30m, to: T+2h, manager: amina, scribe: elias }
          - { from: T+2h, to: T+6h, manager: chloe, scribe: fatou }
        """;

    public const string Cutover = """
        launch: permits
        workstreams: [data, people]
        forward:
          - id: announce
            title: { en: Announce the night, fr: Annoncer la nuit }
            phase: prepare
            workstream: people
            owner: chloe
            takes: 1h/2h/3h
            notBefore: T-3d
            purpose: [tells-users]
          - id: snapshot
            title: Take a snapshot
            phase: launch
            workstream: data
            owner: bilal
            deputy: dawit
            team: dba
            takes: 10m/12m/20m
            undo: none
          - id: load
            title: Load the new database
            phase: launch
            workstream: data
            owner: bilal
            deputy: dawit
            team: dba
            takes: 20m/25m/40m
            after: [snapshot]
            undo: unload
            purpose: [moves-data]
            escalate: { after: 10m, to: amina }
          - id: reconcile
            title: Compare the totals
            phase: launch
            workstream: data
            owner: dawit
            deputy: bilal
            takes: 8m/10m/15m
            after: [load]
            undo: none
            verifiedBy: amina
            purpose: [reconciles]
          - id: go
            kind: gate
            title: Go / no-go
            voters: [it-operations, digital-security-manager]
            decider: service-owner
            quorum: all
            criteria:
              - { id: totals, title: The totals are equal, must: true, met: { task: reconcile } }
              - { id: calm, title: The counter staff is calm, must: false, met: { by: elias } }
            after: [reconcile]
          - id: switch
            title: Switch the address
            phase: launch
            workstream: data
            owner: bilal
            deputy: dawit
            takes: 3m/5m/9m
            after: [go]
            noReturn: true
          - id: open
            kind: milestone
            goLive: true
            title: The service is open
            after: [switch]
          - id: hotline
            title: Open the hotline
            phase: launch
            workstream: people
            owner: elias
            takes: 5m/5m/10m
            after: [open]
            undo: none
            purpose: [opens-hotline]
          - id: audit
            title: Read the audit trail
            phase: launch
            workstream: data
            owner: dawit
            deputy: bilal
            takes: 10m/15m/20m
            after: [open]
            undo: none
            purpose: [checks-audit-trail]
          - id: status
            kind: checkpoint
            title: Status
            owner: cutover-manager
            notBefore: T+2h
            takes: 10m
          - id: stand-by
            title: Stand by in the offices
            phase: stabilise
            workstream: people
            owner: fatou
            takes: 2d
            after: [open]
          - id: leave-hypercare
            kind: gate
            title: Leave hypercare
            phase: stabilise
            voters: [it-operations, support-agent]
            decider: service-owner
            criteria:
              - { id: quiet, title: No open critical issue, must: true, met: { by: bilal } }
            after: [stand-by]
            purpose: [ends-hypercare]
          - id: send-home
            title: Send the night shift home
            phase: monitor
            workstream: people
            owner: elias
            takes: 1h
            after: [leave-hypercare]
            purpose: [releases-staff]
          - id: scrap
            title: Scrap the old server
            phase: monitor
            workstream: data
            owner: bilal
            deputy: dawit
            takes: 2h
            after: [leave-hypercare]
            purpose: [decommissions]
        rollback:
          - id: unload
            title: Empty the new database
            phase: launch
            workstream: data
            owner: bilal
            deputy: dawit
            takes: 5m/6m/9m
        """;
}

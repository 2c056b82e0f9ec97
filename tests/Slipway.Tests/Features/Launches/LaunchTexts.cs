using Slipway.Formats.Plans;
using Slipway.Features.Contracts;

namespace Slipway.Tests.Features.Launches;

/// <summary>The two texts of a small launch that the reader takes, with errors of meaning but none of reading.</summary>
internal static class LaunchTexts
{
    public static PlanTexts Of(string id, string title = "Civil registry", string extra = "") => new(
        $$"""
        # A comment that stays
        id: {{id}}
        title: { en: {{title}}, fr: Registre civil, ar: السجل المدني }
        owner: Ministry of Justice
        zone: Africa/Djibouti
        t0: 2027-02-06T02:00
        window: { opens: T-30m, closes: T+4h, contingency: 20m }
        languages: [en, fr, ar]
        people:
          - { id: tessema, name: H. Tessema, roles: [service-owner], deputy: okoth, phone: "+253 77 00 00 01" }
          - { id: okoth, name: B. Okoth, roles: [it-operations], deputy: tessema, phone: "+253 77 00 00 02" }
          - { id: salad, name: F. Salad, roles: [communications-manager], deputy: okoth, phone: "+253 77 00 00 03" }
        """,
        $$"""
        launch: {{id}}
        workstreams: [data, communications]
        forward:
          - { id: load, title: Load the register, phase: launch, workstream: data, owner: okoth, deputy: tessema, takes: 9m/12m/21m, undo: unload }
          - { id: tell, title: Tell the offices, phase: launch, workstream: communications, owner: salad, deputy: okoth, takes: 5m, after: load, noReturn: true }
          - { id: open, kind: milestone, goLive: true, title: The service is open, after: [tell] }
          {{extra}}
        rollback:
          - { id: unload, title: Empty the register, phase: launch, workstream: data, owner: okoth, deputy: tessema, takes: 6m }
        """);
}

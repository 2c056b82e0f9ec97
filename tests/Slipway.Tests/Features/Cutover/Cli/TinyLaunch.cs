namespace Slipway.Tests.Features.Cutover.Cli;

/// <summary>Launch folders of a few lines, whose times can be worked out by hand. T-0 is 2027-02-06T02:00Z.</summary>
internal static class TinyLaunch
{
    /// <summary>Writes a folder and returns it.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="forward">The forward tasks, as they stand in cutover.yaml.</param>
    /// <param name="closes">When the window closes.</param>
    public static string Write(string folder, string forward, string closes = "T+4h")
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "launch.yaml"), $$"""
            id: tiny
            title: Tiny
            zone: UTC
            t0: 2027-02-06T02:00
            window: { opens: T-30m, closes: {{closes}}, contingency: 0m }
            people:
              - { id: ann, name: Ann, roles: [service-owner] }
              - { id: ben, name: Ben, roles: [it-operations] }
            """);
        File.WriteAllText(Path.Combine(folder, "cutover.yaml"), "launch: tiny\nforward:\n" + forward);
        return folder;
    }
}

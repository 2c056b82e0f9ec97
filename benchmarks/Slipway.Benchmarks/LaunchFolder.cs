using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Benchmarks;

internal static class LaunchFolder
{
    /// <summary>Writes a plan as a launch folder; its path.</summary>
    public static string Write(TemporaryFolder folder, Plan plan)
    {
        var launch = Directory.CreateDirectory(folder.File(plan.Launch.Id)).FullName;
        var (launchYaml, cutoverYaml) = PlanWriter.Write(plan);
        File.WriteAllText(Path.Combine(launch, PlanFolder.LaunchFile), launchYaml);
        File.WriteAllText(Path.Combine(launch, PlanFolder.CutoverFile), cutoverYaml);
        return launch;
    }
}

using System.IO.Compression;

namespace Slipway.Tests.Features.Launches;

/// <summary>Zips for tests.</summary>
internal static class Zips
{
    public static byte[] Of(params ReadOnlySpan<(string Name, string Text)> files)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = new StreamWriter(zip.CreateEntry(name).Open());
                entry.Write(text);
            }
        }
        return memory.ToArray();
    }

    /// <summary>A launch.yaml of 500 MB of spaces in a zip of some megabytes.</summary>
    public static byte[] Bomb()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var plan = new StreamWriter(zip.CreateEntry("cutover.yaml").Open()))
                plan.Write("launch: x");
            using var launch = zip.CreateEntry("launch.yaml", CompressionLevel.Fastest).Open();
            var spaces = new byte[1 << 20];
            spaces.AsSpan().Fill((byte)' ');
            for (var megabytes = 0; megabytes < 500; megabytes++)
                launch.Write(spaces);
        }
        return memory.ToArray();
    }
}

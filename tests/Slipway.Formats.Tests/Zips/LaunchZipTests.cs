using System.IO.Compression;
using System.Text;
using CsCheck;
using Slipway.Formats.Zips;

namespace Slipway.Formats.Tests.Zips;

public sealed class LaunchZipTests
{
    private const string Launch = "id: usct\n";
    private const string Plan = "launch: usct\n";

    [Theory]
    [InlineData("")]
    [InlineData("usct/")]
    [InlineData("usct\\")]
    public void Both_files_are_read_from_the_root_or_from_one_folder(string folder)
    {
        var reading = LaunchZip.Read(Zip((folder + "launch.yaml", Launch), (folder + "cutover.yaml", Plan), (folder + "notes.txt", "x"), ("__MACOSX/" + folder + "launch.yaml", "x")));

        Assert.Null(reading.Refusal);
        Assert.Equal(Launch, Encoding.UTF8.GetString(reading.LaunchYaml!));
        Assert.Equal(Plan, Encoding.UTF8.GetString(reading.CutoverYaml!));
    }

    [Theory]
    [InlineData("../launch.yaml", "zip-path-outside")]
    [InlineData("a/../../launch.yaml", "zip-path-outside")]
    [InlineData("..\\launch.yaml", "zip-path-outside")]
    [InlineData("/etc/launch.yaml", "zip-path-outside")]
    [InlineData("C:\\launch.yaml", "zip-path-outside")]
    [InlineData("LAUNCH.yaml", "zip-doubled-entry")]
    [InlineData("launch.yaml", "zip-doubled-entry")]
    public void An_entry_that_could_mislead_refuses_the_whole_zip(string entry, string rule) =>
        Assert.Equal(rule, Refusal(Zip(("launch.yaml", Launch), ("cutover.yaml", Plan), (entry, "x"))));

    [Fact]
    public void A_link_is_refused()
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            var link = zip.CreateEntry("launch.yaml");
            link.ExternalAttributes = unchecked((int)0xA1FF0000);
            using var stream = link.Open();
            stream.Write("/etc/passwd"u8);
        }

        Assert.Equal("zip-link", Refusal(memory.ToArray()));
    }

    [Fact]
    public void What_is_missing_or_too_many_is_told()
    {
        Assert.Equal("zip-without-file", Refusal(Zip(("launch.yaml", Launch))));
        Assert.Equal("zip-without-file", Refusal(Zip(("launch.yaml", Launch), ("Cutover.yaml", Plan))));
        Assert.Equal("zip-without-file", Refusal(Zip()));
        Assert.Equal("zip-several-launches", Refusal(Zip(("a/launch.yaml", Launch), ("b/cutover.yaml", Plan))));
        Assert.Equal("zip-too-deep", Refusal(Zip(("a/b/launch.yaml", Launch), ("a/b/cutover.yaml", Plan))));
        Assert.Equal("zip-not-a-zip", Refusal(Encoding.UTF8.GetBytes(Launch)));
        Assert.Equal("zip-not-a-zip", Refusal([]));
        Assert.Equal("zip-too-large", Refusal(new byte[LaunchZip.LargestZip + 1]));
        Assert.Equal("zip-too-many-entries", Refusal(Zip([.. Enumerable.Range(0, 1_001).Select(i => ($"{i}", ""))])));
    }

    [Fact]
    public void A_bomb_is_refused()
    {
        var zeros = new string('a', 10 << 20);

        Assert.Equal("zip-unpacks-too-large", Refusal(Zip(("launch.yaml", zeros), ("cutover.yaml", Plan))));
    }

    [Fact]
    public void A_truncated_zip_is_damaged()
    {
        var whole = Ordinary();
        for (var length = 2; length < whole.Length; length++)
            Assert.Equal("zip-damaged", Refusal(whole[..length]));
    }

    [Fact]
    public void No_change_of_bytes_makes_it_throw_or_changes_a_text_unnoticed()
    {
        var whole = Ordinary();
        Gen.Select(Gen.Int[0, whole.Length - 1].Array[1, 8], Gen.Byte.Array[8]).Sample((places, values) =>
        {
            var spoilt = (byte[])whole.Clone();
            for (var i = 0; i < places.Length; i++)
                spoilt[places[i]] = values[i];
            var reading = LaunchZip.Read(spoilt);
            if (reading.Refusal is null)
                Assert.Equal(Launch, Encoding.UTF8.GetString(reading.LaunchYaml!));
            else
                Assert.NotEmpty(reading.Refusal.Remedy);
        }, iter: 5_000);
    }

    private static byte[] Ordinary() => Zip(("launch.yaml", Launch), ("cutover.yaml", Plan));

    private static string? Refusal(byte[] content)
    {
        var reading = LaunchZip.Read(content);
        Assert.Null(reading.LaunchYaml);
        return reading.Refusal?.Rule.Name;
    }

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var stream = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return memory.ToArray();
    }
}

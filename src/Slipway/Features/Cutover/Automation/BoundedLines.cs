using System.Text;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Lines of a stream that may be one endless line: each is cut where it gets too long, and the rest of it left out.</summary>
internal static class BoundedLines
{
    private const int Longest = 8 * 1024;

    public static async IAsyncEnumerable<string> ReadAsync(StreamReader stream)
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        var any = false;
        while (await stream.ReadAsync(buffer) is > 0 and var read)
        {
            for (var i = 0; i < read; i++)
            {
                any = true;
                if (buffer[i] == '\n')
                {
                    yield return line.ToString().TrimEnd('\r');
                    line.Clear();
                    any = false;
                }
                else if (line.Length < Longest)
                {
                    line.Append(buffer[i]);
                }
            }
        }
        if (any)
            yield return line.ToString().TrimEnd('\r');
    }
}

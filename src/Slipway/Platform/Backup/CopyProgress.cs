using System.Globalization;

namespace Slipway.Platform.Backup;

/// <summary>Tells somebody at a terminal how far the copying is; a script hears nothing.</summary>
internal sealed class CopyProgress : IDisposable
{
    private readonly bool watched = !Console.IsErrorRedirected;
    private string? table;

    public void Copied(string name, long rows)
    {
        if (!watched)
            return;
        if (table is not null && table != name)
            Console.Error.WriteLine();
        table = name;
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{name}: {rows:N0} rows"));
    }

    public void Dispose()
    {
        if (table is not null)
            Console.Error.WriteLine();
    }
}

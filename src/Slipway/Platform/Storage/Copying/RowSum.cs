using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Platform.Storage.Copying;

/// <summary>A digest over the rows of a table in whatever order they come: databases sort texts differently.</summary>
internal sealed class RowSum
{
    private readonly StringBuilder text = new();
    private UInt128 sum;

    public long Rows { get; private set; }

    public void Add(IEnumerable<object?> values)
    {
        text.Clear();
        foreach (var value in values)
            ColumnKind.Spell(value, text);
        sum += BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        Rows++;
    }

    public bool Matches(RowSum other) => Rows == other.Rows && sum == other.sum;
}

using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using QRCoder;

namespace Slipway.Features.Accounts;

/// <summary>A QR code as SVG without styles, which the security policy would refuse.</summary>
public static class QrCode
{
    /// <param name="label">What it is, for who cannot see it.</param>
    public static IHtmlContent Svg(string text, string label)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var row = 0; row < code.ModuleMatrix.Count; row++)
            for (var column = 0; column < code.ModuleMatrix[row].Length; column++)
                if (code.ModuleMatrix[row][column])
                    path.Append(CultureInfo.InvariantCulture, $"M{column} {row}h1v1h-1z");
        var size = code.ModuleMatrix.Count;
        return new HtmlContentBuilder()
            .AppendHtml($"<svg viewBox=\"0 0 {size} {size}\" width=\"240\" height=\"240\" role=\"img\" shape-rendering=\"crispEdges\" aria-label=\"")
            .Append(label)
            .AppendHtml($"\"><path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>");
    }
}

using System.Text;
using CsCheck;
using Slipway.Platform.Secrets;

namespace Slipway.Tests.Platform.Secrets;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("password is s3cr&t\"x!", "password is •••")]
    [InlineData("?p=s3cr%26t%22x%21&q=1", "?p=•••&q=1")]
    [InlineData("{\"p\":\"s3cr\\u0026t\\u0022x!\"}", "{\"p\":\"•••\"}")]
    [InlineData("{\"p\":\"s3cr&t\\\"x!\"}", "{\"p\":\"•••\"}")]
    public void Masks_a_secret_in_the_forms_in_which_programs_write_it(string said, string shown)
    {
        var mask = new SecretMask();
        mask.Add("s3cr&t\"x!");
        Assert.Equal(shown, mask.Of(said));
    }

    [Fact]
    public void Masks_what_a_header_makes_of_user_and_password()
    {
        var mask = new SecretMask();
        mask.Add("open sesame");
        // RFC 7617, section 2: the example's user and password.
        Assert.DoesNotContain("b3BlbiBzZXNhbW", mask.Of("Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), StringComparison.Ordinal);
        Assert.DoesNotContain("3BlbiBzZXNhbW", mask.Of("Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_no_secret_in_the_clear_wherever_it_stands() => Gen.Select(
        Gen.String[Gen.Char["abcXYZ0189+/=&\"\\ é"], 8, 30].Where(secret => secret.Trim().Length >= 8), Gen.String[Gen.Char["abc 12"], 0, 5], Gen.String[Gen.Char["abc 12"], 0, 5]).Sample((secret, before, after) =>
    {
        var mask = new SecretMask();
        mask.Add(secret);
        Assert.DoesNotContain(secret, mask.Of(before + secret + after), StringComparison.Ordinal);
        Assert.DoesNotContain(Uri.EscapeDataString(secret), mask.Of(before + Uri.EscapeDataString(secret) + after), StringComparison.Ordinal);
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + secret + after));
        var masked = mask.Of(encoded);
        Assert.Contains(SecretMask.Mask, masked, StringComparison.Ordinal);
        // What is left of the text in base64 holds fewer than four letters of the secret at each of its ends.
        Assert.True(masked.Length - SecretMask.Mask.Length <= Convert.ToBase64String(Encoding.UTF8.GetBytes(before + after)).Length + 8, $"{encoded} → {masked}");
    });

    [Fact]
    public void Masks_each_line_of_a_key()
    {
        var mask = new SecretMask();
        mask.Add("-----BEGIN KEY-----\nMIIEvQIBADANBg\n-----END KEY-----");
        Assert.Equal("read •••", mask.Of("read MIIEvQIBADANBg"));
    }
}

using System.Globalization;
using System.Net;
using Slipway.Platform.Live;

namespace Slipway.Browser;

/// <summary>What the server sends as the difference of two drawings, and what the pages' script makes of it.</summary>
public sealed class PatchTests(Browsing browsing)
{
    /// <summary>What an element is and holds, as far as anybody can tell: attributes in one order, without spaces that are not seen.</summary>
    public const string Plain =
        """
        node => {
          const plain = node => node.nodeType === Node.TEXT_NODE
            ? node.data.split(/\s+/).filter(Boolean).join(" ")
            : `<${[node.localName, ...[...node.attributes].map(one => `${one.name}=${JSON.stringify(one.value)}`).sort()].join(" ")}>${[...node.childNodes].map(plain).join("")}</>`;
          const copy = node.cloneNode(true);
          copy.normalize();
          return plain(copy);
        }
        """;

    private const string Apply =
        $$"""
        pairs => pairs.map(([before, steps, after]) => {
          const place = document.getElementById("place"), plain = {{Plain}};
          place.innerHTML = after;
          const wanted = plain(place);
          place.innerHTML = before;
          place.dispatchEvent(new CustomEvent("patch", { bubbles: true, detail: { data: steps } }));
          return [wanted, plain(place)];
        })
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_steps_from_any_drawing_to_another_make_it_that_one(int seed)
    {
        var random = new Random(seed);
        var pairs = Enumerable.Range(0, 200).Select(_ =>
        {
            var before = Drawn.Any(random);
            return (Before: before.Html, After: before.Changed(random).Html);
        }).ToList();
        var patches = pairs.ConvertAll(pair => Patch(pair.Before, pair.After));
        Assert.Contains(patches, patch => patch.Length > 2);
        var page = await ScriptTests.OpenAsync(browsing, "<main id=\"place\"></main>");
        var made = await page.EvaluateAsync<string[][]>(Apply, pairs.Zip(patches, (pair, patch) => new[] { pair.Before, patch, pair.After }).ToArray());
        var wrong = Enumerable.Range(0, pairs.Count).FirstOrDefault(index => made[index][0] != made[index][1], -1);
        Assert.True(wrong < 0, wrong < 0 ? "" : $"{pairs[wrong].Before}\n{patches[wrong]}\nwanted {made[wrong][0]}\nmade   {made[wrong][1]}");
    }

    [Fact]
    public async Task What_has_not_changed_stays_the_element_that_it_was()
    {
        const string before = """<ol id="log" aria-live="polite"><li id="l-2"><a href="#x">Two</a></li><li id="l-1">One</li></ol>""";
        const string after = """<ol id="log" aria-live="polite"><li id="l-3">Three</li><li id="l-2"><a href="#x">Two</a></li></ol>""";
        var page = await ScriptTests.OpenAsync(browsing, $"<main id=\"place\">{before}</main>");
        await page.Locator("#l-2 a").FocusAsync();
        var touched = await page.EvaluateAsync<string[]>(
            """
            async steps => {
              const log = document.getElementById("log"), seen = [];
              new MutationObserver(changes => { for (const change of changes) seen.push(...[...change.addedNodes].map(node => "+" + node.id), ...[...change.removedNodes].map(node => "-" + node.id)); }).observe(log, { childList: true, subtree: true });
              log.dispatchEvent(new CustomEvent("patch", { bubbles: true, detail: { data: steps } }));
              await new Promise(done => queueMicrotask(done));
              return seen;
            }
            """,
            Patch(before, after));
        Assert.Equal(["-l-1", "+l-3"], touched);
        Assert.Equal("Two", await page.EvaluateAsync<string>("document.activeElement.textContent"));
    }

    private static string Patch(string before, string after)
    {
        var patch = new MarkupPatch();
        patch.Change(before, after);
        return patch.ToString();
    }

    /// <summary>An element of any kind that parts of pages are made of.</summary>
    private sealed record Drawn(string Name, string? Id, Dictionary<string, string> Attributes, List<object> Inside)
    {
        private static readonly string[] Words = ["", " ", "\n  ", "Load <the> register", "a & b", "\"so\"", "é 😀 ع", "45 min"];
        private static int ids;

        public string Html =>
            $"<{Name}{(Id is null ? "" : $" id=\"{Id}\"")}{string.Concat(Attributes.Select(one => $" {one.Key}=\"{WebUtility.HtmlEncode(one.Value)}\""))}>"
            + string.Concat(Inside.Select(one => one is Drawn drawn ? drawn.Html : WebUtility.HtmlEncode((string)one))) + $"</{Name}>";

        public static Drawn Any(Random random) => Any(random, 4, random.Next(2) == 0 ? "div" : "svg") with { Id = "root" };

        /// <summary>The same with a few things changed, as one act does it, or many.</summary>
        public Drawn Changed(Random random)
        {
            var inside = Inside.Select(one => random.Next(6) > 0 ? one is Drawn drawn ? drawn.Changed(random) : one : one is Drawn old ? Any(random, 1, old.Name) : Word(random)).ToList();
            if (Inside.Count > 0 && Inside.All(one => one is Drawn { Id: not null }))
            {
                while (inside.Count > 0 && random.Next(3) == 0)
                    inside.RemoveAt(random.Next(inside.Count));
                while (random.Next(3) == 0)
                    inside.Insert(random.Next(inside.Count + 1), Row(random, 1, ((Drawn)Inside[0]).Name));
                if (random.Next(4) == 0)
                    inside = [.. inside.OrderBy(_ => random.Next())];
            }
            return this with { Attributes = random.Next(3) == 0 ? AnyAttributes(random) : Attributes, Inside = inside };
        }

        private static Drawn Any(Random random, int depth, string name)
        {
            string[] names = name is "svg" or "g" ? ["svg", "g"] : name == "div" ? ["div", "span", "b", "svg"] : ["span", "b"];
            List<object> inside = [];
            if (depth > 0 && random.Next(3) == 0)
                inside.AddRange(Enumerable.Range(0, random.Next(6)).Select(_ => Row(random, depth - 1, names[0])));
            else if (depth > 0)
                inside.AddRange(Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(3) == 0 ? Word(random) : (object)Any(random, depth - 1, names[random.Next(names.Length)])));
            return new(name, random.Next(4) == 0 ? NextId() : null, AnyAttributes(random), inside);
        }

        private static Drawn Row(Random random, int depth, string name) => Any(random, depth, name) with { Id = NextId() };

        private static string NextId() => "i" + Interlocked.Increment(ref ids).ToString(CultureInfo.InvariantCulture);

        private static string Word(Random random) => Words[random.Next(Words.Length)];

        private static Dictionary<string, string> AnyAttributes(Random random) => new[] { "data-s", "title", "aria-label", "x" }
            .Where(_ => random.Next(2) == 0)
            .ToDictionary(name => name, name => name == "aria-label" ? $"Load register 😀 {random.Next(3)}, waiting, 02:{random.Next(60):00}–02:{random.Next(60):00}" : Word(random));
    }
}

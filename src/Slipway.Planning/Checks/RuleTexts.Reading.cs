namespace Slipway.Planning.Checks;

public static partial class RuleTexts
{
    static partial void AddReading(Dictionary<string, RuleText> texts)
    {
        AddFiles(texts);
        AddYaml(texts);
        AddFields(texts);
        AddTimes(texts);
        AddEdits(texts);
    }

    private static void AddFiles(Dictionary<string, RuleText> texts)
    {
        texts["no-folder"] = new("There is no folder {0}.", "Name the folder that holds launch.yaml and cutover.yaml.");
        texts["no-file"] = new("The folder has no {0}.", "Add {0}, or name the folder that holds it.");
        texts["cannot-open"] = new("{0} cannot be opened: {1}", "Give read permission to the file, or close the program that holds it.");
        texts["too-large"] = new("The file has more than {0} MB.", "Leave out what does not belong to a plan, or split the plan into several launches.");
        texts["not-utf8"] = new("The file is not UTF-8: {0} stands here.", "Save it as UTF-8 in your editor.");
        texts["empty-file"] = new("{0} is empty.", "Fill it in; docs/plan-format.md shows a small plan.");
        texts["not-a-plan"] = new("{0} does not begin with keys and values.", "Write keys such as “id: usct” at the start of the line.");
        texts["more-problems"] = new("There are more than {0} problems; the rest is not shown.", "Mend these first, then check again.");
    }

    private static void AddYaml(Dictionary<string, RuleText> texts)
    {
        texts["not-yaml"] = new("This is not YAML. {0}", "Compare the indentation and the punctuation with the lines above.");
        texts["tab"] = new("A tab indents this line.", "Use spaces; YAML does not allow tabs there.");
        texts["colon-in-text"] = new("A colon and a space stand inside a text.", "Put the whole text in double quotes.");
        texts["bad-escape"] = new("A backslash in this text begins nothing that YAML knows.", "Put the whole text in single quotes, or write each backslash twice.");
        texts["open-quote"] = new("A quote is opened here and never closed.", "Close it, or put the whole text in the other kind of quotes.");
        texts["open-bracket"] = new("The bracket {0} is opened here and never closed.", "Close it after the last value that belongs inside.");
        texts["missing-comma"] = new("A comma or a closing bracket is missing before this place.", "Part the values in brackets by commas; put a text that holds a colon in double quotes.");
        texts["needs-quotes"] = new("A text cannot begin with {0} in YAML.", "Put the whole text in double quotes.");
        texts["indentation"] = new("The indentation of this line does not fit the lines above.", "Begin it exactly under the key beside which it belongs.");
        texts["too-deep"] = new("The values are nested more than {0} deep.", "A plan needs hardly more than ten levels: look for a bracket too many.");
        texts["control-character"] = new("The invisible control character {0} stands here.", "Delete it and type the text anew.");
        texts["alias"] = new("{0} is an anchor or an alias, and plans have none.", "Write the value itself.");
        texts["tag"] = new("{0} is a tag, and plans have none.", "Delete it; every value is read as text.");
        texts["several-documents"] = new("A second document begins here.", "Delete the line “---” and what should not be part of the plan.");
        texts["direction-mark"] = new("The invisible character {0}, which turns the direction of what follows, stands here.", "Delete it; pages find the direction of every text themselves.");
        texts["wrong-key"] = new("A list or a group of values stands where a key should be.", "Write a plain word as the key.");
        texts["duplicate-key"] = new("“{0}” is there twice.", "Keep one of the two; until then the first counts.");
    }

    private static void AddFields(Dictionary<string, RuleText> texts)
    {
        texts["unknown-key"] = new("“{0}” is not a key of this part of the plan.", "Did you mean “{1}”? The keys here are: {2}.");
        texts["missing-key"] = new("“{0}” is missing.", "Add it: {1}");
        texts["no-tasks"] = new("The plan has no tasks yet.", "Write the first one: {0}");
        texts["long-title"] = new("The title has {0} characters; nobody reads more than {1} at a glance.", "Shorten it, and say the rest under “do”.");
        texts["misplaced-key"] = new("“{0}” belongs only to “{1}”.", "Delete it, or write {1}.");
        texts["wrong-kind-of-value"] = new("“{0}” does not take this kind of value.", "Write it like this: {1}");
        texts["bad-flag"] = new("“{0}” is neither true nor false: {1}", "Write true or false.");
        texts["bad-id"] = new("“{0}” cannot be an id.", "Use small letters a to z, digits and hyphens, at most 64: {1}");
        texts["reserved-id"] = new("“{0}” has a meaning of its own and cannot be an id here.", "Choose another, such as {1}.");
        texts["duplicate-id"] = new("The id “{0}” is used twice.", "Give one of the two another id, and mend what refers to it.");
        texts["listed-twice"] = new("“{0}” is in the list twice.", "Delete one of the two.");
        texts["bad-number"] = new("“{0}” cannot be “{1}”.", "Write a number: {2}.");
        texts["automated-is-not-attended"] = new("A task that acts by itself takes nobody’s attention.", "Delete “attended”; who watches is its owner.");
        texts["unknown-crash-policy"] = new("“{0}” says nothing about a crash.", "Write one of: {2} (nearest is {1}).");
        texts["probe-without-verify"] = new("After a crash, a verification shall say what happened, and there is none.", "Write “verify” with a check, or \"onCrash: ask\".");
        texts["not-a-full-path"] = new("“{0}” is not a full path: {1}", "Begin it at the root, such as /opt/usct/bin/load.");
        texts["bad-variable"] = new("“{0}” cannot be the name of an environment variable.", "Use letters, digits and underscores, and no digit first.");
        texts["bad-table"] = new("“{0}” cannot be the name of this table.", "Use small letters, digits and underscores, and no digit first, at most 60.");
        texts["bad-steps"] = new("“{0}” are not steps from a little to all of the traffic.", "Write growing percentages of which the last is 100: {1}");
        texts["server-on-both-sides"] = new("“{0}” would serve before and after.", "Name each server once, under “from” or under “to”.");
        texts["bad-value-name"] = new("“{0}” cannot be the name of a value.", "Begin with a letter, then letters, digits, hyphens and underscores, at most 64.");
        texts["unknown-method"] = new("“{0}” is not a request that can be made here.", "Did you mean “{1}”? The requests are: {2}.");
        texts["unknown-redirects"] = new("“{0}” does not say what happens when an answer names another address.", "Write one of: {2} (nearest is {1}).");
        texts["bad-header"] = new("“{0}” cannot be the name of a header here.", "Use letters, digits and hyphens, such as X-Version; Content-Length and the headers of the connection are set by themselves.");
        texts["bad-json-path"] = new("“{0}” names no single place in JSON.", "Begin with $ and go on by names and numbers, such as $.items[0].state.");
        texts["bad-expression"] = new("“{0}” is not a regular expression: {1}", "Correct it, or put it in single quotes so that its backslashes stay.");
        texts["only-one"] = new("“{0}” takes one of these keys, and only one: {1}.", "Keep the one that is meant.");
        texts["too-many-languages"] = new("The launch lists more than {0} languages.", "Keep those that its people read.");
        texts["other-launch"] = new("This is the cutover plan of “{0}”, but launch.yaml is “{1}”.", "Write launch: {1}, or put the right two files together.");
        texts["unknown-phase"] = new("There is no phase “{0}”.", "Did you mean “{1}”? The phases are: {2}.");
        texts["unknown-kind"] = new("There is no kind “{0}” of task.", "Did you mean “{1}”? The kinds are: {2}.");
        texts["unknown-purpose"] = new("There is no purpose “{0}”.", "Did you mean “{1}”? The purposes are: {2}.");
        texts["unknown-role"] = new("“{0}” is not a role of a person.", "Did you mean “{1}”? The roles are: {2}. Cutover managers and scribes are named by shifts.");
        texts["unknown-language"] = new("“{0}” is not a language tag.", "Write a tag such as “{1}”. The launch speaks: {2}.");
        texts["unlisted-language"] = new("The launch does not speak “{0}”.", "Add it to “languages” in launch.yaml, or did you mean “{1}”? It speaks: {2}.");
        texts["bad-attendance"] = new("“{0}” cannot be “{1}”.", "Write one of: {2}.");
        texts["bad-probability"] = new("“{0}” is not a probability.", "Write a number from 0 to 1: {1}");
        texts["one-of"] = new("“{0}” needs one way to know, and only one.", "Write one of: {1}.");
        texts["undo-and-no-return"] = new("The task has an undo (“{0}”) and yet cannot be taken back.", "Keep “undo” or “noReturn: true”, not both.");
        texts["bad-address"] = new("“{0}” is neither an e-mail address nor a telephone number.", "Write it like office@example.org, or with plus and country like \"+253 77 00 00 40\".");
        texts["bad-url"] = new("“{0}” is not a web address.", "Begin it with https://, such as {1}.");
    }

    private static void AddEdits(Dictionary<string, RuleText> texts) =>
        texts["edit-too-wide"] = new("“{0}” cannot be changed alone: the text is written so that other values would change with it.", "Change it in the text of the plan.");

    private static void AddTimes(Dictionary<string, RuleText> texts)
    {
        texts["bad-duration"] = new("“{0}” is not clearly a duration.", "Write it like this: {1}");
        texts["negative-duration"] = new("“{0}” is less than nothing.", "Write it without the minus: {1}");
        texts["bad-estimate"] = new("“{0}” is not clearly an estimate.", "Write optimistic/likely/pessimistic, or one figure: {1}");
        texts["estimates-out-of-order"] = new("The three figures of “{0}” are not in order.", "Write the optimistic one first and the pessimistic one last: {1}");
        texts["no-such-day"] = new("The calendar has no such day: {0}.", "Write a day that there is, such as {1}.");
        texts["time-too-far"] = new("“{0}” is out of range.", "Times reach ten years from T-0, and from the year 2000 to 2199.");
        texts["bad-time"] = new("“{0}” is not clearly a time.", "Write it like this: {1}");
        texts["skipped-hour"] = new("{0} does not exist in {1}: the clocks go forward over it.", "Take the time that the clocks then show, {2}, or one before they change.");
        texts["doubled-hour"] = new("{0} comes twice in {1}: the clocks go back over it. The first is taken.", "Say which with its offset: {2} is the first, {3} the second.");
        texts["wrong-offset"] = new("“{0}” has an offset that {1} does not have then; there it is {2}.", "Write the wall clock of the zone: {3}.");
        texts["bad-period"] = new("“{0}” is not clearly a period.", "Write start/end: {1}");
        texts["backwards"] = new("The end {1} is not after the start {0}.", "Put the two in order.");
        texts["bad-hours"] = new("“{0}” are not clearly working hours.", "Write days and times: {1}");
        texts["bad-link"] = new("“{0}” is not clearly a link to a task.", "Write the task's id, with the type and lag where needed: {1}");
        texts["unknown-zone"] = new("There is no time zone “{0}”.", "Did you mean {1}? Zones have the names of the IANA database.");
        texts["no-contingency"] = new("The window keeps no contingency.", "Say how much of its end is reserved for a rollback: {0}");
    }
}

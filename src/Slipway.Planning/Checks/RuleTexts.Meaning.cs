namespace Slipway.Planning.Checks;

public static partial class RuleTexts
{
    static partial void AddMeaning(Dictionary<string, RuleText> texts)
    {
        AddLinks(texts);
        AddWayBack(texts);
        AddPeople(texts);
        AddShifts(texts);
        AddGates(texts);
        AddWindow(texts);
        AddEstimates(texts);
        AddPurposes(texts);
        AddWording(texts);
        AddWork(texts);
    }

    private static void AddLinks(Dictionary<string, RuleText> texts)
    {
        texts["unknown-task"] = new("There is no task “{0}”.", "Write the id of a task of this plan (nearest is {1}), or add the task.");
        texts["cycle"] = new("These tasks wait for one another: {0}.", "None of them can ever start. Take out one of these links.");
        texts["rollback-cycle"] = new("In a rollback these tasks wait for one another: {0}.", "A rollback undoes first what was done last, and here an “after” asks for the opposite, or one task undoes steps on both sides of another. Take out the “after”, or split the rollback task.");
        texts["link-across"] = new("“{0}” waits for “{1}”, but one of them goes forward and the other goes back.", "The two never run together, so it would wait for ever. Take out the link; in which order things are undone follows from “undo”.");
        texts["repeated-link"] = new("“{0}” waits for “{1}” twice.", "Keep one of the two links.");
        texts["link-to-later-phase"] = new("“{0}” waits for “{1}”, which belongs to a later phase.", "A rehearsal of its phase would leave it without what it waits for. Put both into the same phase, or turn the link round.");
        texts["lead"] = new("The link to “{0}” begins {1} too early. It has a lead.", "Nobody knows at the time when “{1} before it ends” is. Split “{0}” where this task can really begin, and wait for its first part.");
        texts["long-lag"] = new("After “{0}” there is a pause of {1} for which nobody answers.", "Make the pause a task with an owner and “attended: false”, or give the time itself with “notBefore”.");
    }

    private static void AddWayBack(Dictionary<string, RuleText> texts)
    {
        texts["no-rollback-plan"] = new("There is no rollback plan. Launch tasks that change something: {0}.", "Under “rollback”, write the tasks that bring the old state back, and name each where it is needed with “undo”.");
        texts["no-way-back"] = new("“{0}” does not say how it is taken back.", "Write one of three: \"undo: <a rollback task>\", \"undo: none\" where there is nothing to take back, or \"noReturn: true\".");
        texts["not-for-rollback"] = new("“{0}” is a rollback task, where “{1}” has no place.", "Take it out. What takes back is not taken back itself.");
        texts["undo-not-rollback"] = new("“{0}” is taken back by “{1}”, which is a forward task.", "Name a task that stands under “rollback”, or move “{1}” there.");
    }

    private static void AddPeople(Dictionary<string, RuleText> texts)
    {
        texts["unknown-person"] = new("“{0}” is neither a person of this launch nor a role.", "Write the id of somebody under “people” in launch.yaml (nearest is {1}), or add the person there.");
        texts["role-without-holder"] = new("Nobody holds the role “{0}”.", "Give somebody this role in launch.yaml (a shift names the cutover manager and the scribe), or name a person here.");
        texts["unknown-team"] = new("There is no team “{0}”.", "Write the id of a team in launch.yaml (nearest is {1}), or add the team there.");
        texts["unknown-workstream"] = new("“{0}” is not one of the plan’s workstreams.", "Write one of them (nearest is {1}), or add it to “workstreams”.");
        texts["no-owner"] = new("“{0}” has no owner.", "Write “owner” with one person or role. What belongs to everybody is done by nobody.");
        texts["no-deputy"] = new("“{0}” has no deputy. If {1} cannot be reached, it stops.", "Write “deputy” here, or give {1} a standing deputy in launch.yaml.");
        texts["owner-is-deputy"] = new("{0} would stand in for themselves.", "Name somebody else as deputy. Owner and deputy are never ill together.");
        texts["owner-not-in-team"] = new("{0} does not belong to the team “{1}”, whose hours this task keeps.", "Add {0} to the members of “{1}” in launch.yaml, or name the team in which {0} works.");
        texts["verifier-is-owner"] = new("{0} would verify their own work on “{1}”.", "Name a second person under “verifiedBy”, or take it out.");
        texts["escalates-to-owner"] = new("When nobody starts “{1}”, {0} is called, who did not start it.", "Name somebody else under “escalate”, best the person above.");
        texts["too-few-people"] = new("People who have to say so: {0}. People who are there: {1}.", "Add people under “who”, or ask for fewer.");
        texts["no-phone"] = new("{0} is needed in the launch phase, and nobody can call.", "Write “phone” with the number that {0} answers at night.");
        texts["person-double-booked"] = new("From {3} to {4}, {0} is needed for “{1}” and for “{2}” at once. That moves the end of the launch phase by {5}.", "The schedule lets “{2}” wait. Say so with “after”, give it to the deputy, or write “attended: false” where nobody has to stand by.") { Free = "From {3} to {4}, {0} is needed for “{1}” and for “{2}” at once." };
        texts["overtime"] = new("“{0}” runs from {2} to {3}, outside the hours of the team “{1}”.", "Arrange the overtime with “{1}” and write those hours into launch.yaml, or move the task.");
        texts["closed-period"] = new("“{0}” runs from {2} to {3}, while the team “{1}” is closed.", "Move the task, give it to another team, or take the closed period out of launch.yaml.");
    }

    private static void AddShifts(Dictionary<string, RuleText> texts)
    {
        texts["no-manager"] = new("From {0} to {1} of the launch phase there is no cutover manager.", "Add a shift with a “manager” for that time.");
        texts["no-scribe"] = new("From {0} to {1} of the launch phase nobody keeps the record.", "Add a “scribe” to the shift of that time. The scribe also acts for those who can only telephone.");
        texts["manager-is-scribe"] = new("{0} is cutover manager and scribe on the same shift.", "Name a second person. When something goes wrong, nobody can lead and write at once.");
        texts["two-shifts-in-a-row"] = new("{0} would be on duty from {1} to {2} without a rest.", "Give one of the two shifts to somebody else. Tired people make the mistakes that a rollback cannot undo.");
        texts["nobody-on-shift"] = new("“{0}” belongs to {1}, but at {2} no shift says who that is.", "Add a shift for that time, or name a person as owner.");
    }

    private static void AddGates(Dictionary<string, RuleText> texts)
    {
        texts["gate-without-criteria"] = new("The gate “{0}” has no criteria.", "Write “criteria”, each with what shows that it is met. Otherwise the loudest voice decides.");
        texts["gate-without-voters"] = new("Nobody votes at the gate “{0}”.", "Write “voters” with the people or roles who know whether it is safe to go on.");
        texts["gate-without-decider"] = new("Nobody decides at the gate “{0}”.", "Write “decider” with one person or role, as a rule the service owner.");
        texts["decider-alone-votes"] = new("At the gate “{1}” only {0} votes, and {0} decides.", "Add voters who see what the decider does not, such as operations and support.");
        texts["quorum-too-large"] = new("Votes needed: {0}. Voters: {1}.", "Lower the quorum, write \"quorum: all\", or add voters.");
        texts["gate-decides-nothing"] = new("No task waits for the gate “{0}”. Its no-go would stop nothing.", "Link the tasks that must not begin without a go to it with “after”.");
        texts["evidence-after-gate"] = new("The criterion “{0}” asks for “{1}”, but the gate “{2}” does not wait for it.", "Add “{1}” to what the gate comes after, or choose evidence that is there by then.");
        texts["no-gate-before-no-return"] = new("“{0}” cannot be taken back, and no go/no-go gate comes before it.", "Let it wait, directly or through other tasks, for a gate.");
        texts["no-gate-before-go-live"] = new("The service opens at “{0}” without a go/no-go gate before it.", "Put a gate in front of what opens the service.");
    }

    private static void AddWindow(Dictionary<string, RuleText> texts)
    {
        texts["t0-in-the-past"] = new("T-0 is {0}. That is past.", "Write a new “t0” in launch.yaml. Times given as T- and T+ move with it.");
        texts["t0-outside-window"] = new("T-0 is {0}, outside the window from {1} to {2}.", "The window opens at or before T-0 and closes after it. Correct “t0” or “window”.");
        texts["window-not-frozen"] = new("No change freeze covers the window from {0} to {1}.", "Write “freeze” in launch.yaml, and agree on it with everybody who can change production.");
        texts["before-window-opens"] = new("“{0}” of the launch phase begins at {1}, before the window opens at {2}.", "Open the window earlier, start the task later, or put it into the prepare phase.");
        texts["window-too-short"] = new("The launch phase ends at {0}, after the window closes at {1}.", "“{2}” ends last. Shorten the way to it, move work out of the window, or close the window later.");
        texts["window-too-short-for-rollback"] = new("A rollback from {0} takes {1}. With {2} of contingency it ends at {3}, after the window closes at {4}.", "Close the window later, decide earlier (the point of no return ends the way back), or shorten the rollback.");
        texts["not-after-missed"] = new("“{0}” ends at {1}, after its deadline {2}.", "Start what it waits for earlier, shorten it, or move “notAfter”.");
        texts["not-before-after-not-after"] = new("“{0}” may not begin before {1} and has to end by {2}.", "Correct “notBefore” or “notAfter”.");
        texts["prepare-runs-late"] = new("“{0}” belongs to the prepare phase and ends at {1}, after the launch phase has begun at {2}.", "Start it earlier, or move it to the phase in which it ends. A rehearsal of the launch phase counts it as done.");
        texts["starts-at-t0"] = new("Nothing says when “{0}” begins, so it begins at T-0.", "Say what it comes after, or give “notBefore”.");
    }

    private static void AddEstimates(Dictionary<string, RuleText> texts)
    {
        texts["no-estimate"] = new("“{0}” does not say how long it takes.", "Write \"takes: 9m/12m/21m\" (if all goes well, as a rule, if it goes badly). Ask the person who does it.");
        texts["plan-too-long"] = new("With “{0}”, durations and lags add up to more than 1,000 years.", "Correct the units of “takes” and of the lags, a day where a minute was meant. Until then there is no schedule.");
        texts["no-spread"] = new("“{0}” always takes exactly {1}, says the plan.", "Write three figures, \"takes: optimistic/likely/pessimistic\". With one, every forecast is too hopeful.");
        texts["long-task"] = new("“{0}” takes {1} in the launch phase, more than 4h.", "Split it where one can see that it is on time. A delay inside it shows only at its end.");
        texts["milestone-takes-time"] = new("The milestone “{0}” takes {1}.", "A milestone has no length. Take “takes” out, or make it a task.");
    }

    private static void AddPurposes(Dictionary<string, RuleText> texts)
    {
        texts["no-go-live"] = new("The plan does not say when the service opens.", "Add a milestone with \"goLive: true\" after the task that lets people in.");
        texts["several-go-lives"] = new("“{0}” is a second go-live, after “{1}”.", "Keep \"goLive: true\" on one of them. A service that opens in steps is a launch for each step.");
        texts["users-not-told"] = new("No task tells the users.", "Add one with \"purpose: [tells-users]\", or write that on the task that does it.");
        texts["data-not-reconciled"] = new("“{0}” moves data, and nothing after it proves that all of it arrived.", "Let a task with \"purpose: [reconciles]\" come after it that compares counts and totals.");
        texts["audit-trail-not-checked"] = new("No task checks the audit trail of the new service.", "Add one with \"purpose: [checks-audit-trail]\", or write that on the task that does it.");
        texts["nothing-to-accept"] = new("“{0}” of “{1}” is accepted, and the checks find no such warning or hint.", "Take it out of “accepted”, or correct its rule and task. Errors cannot be accepted.");
        texts["no-hotline"] = new("No task opens a hotline, though the plan goes on after the launch.", "Add one with \"purpose: [opens-hotline]\" before the service opens.");
        texts["no-hypercare-exit"] = new("The plan goes on after the launch, and nothing ends the hypercare.", "Add a gate with \"purpose: [ends-hypercare]\" whose criteria say when the service stands on its own.");
        texts["staff-released-too-early"] = new("“{0}” lets people go before the hypercare is over.", "Let it come after what ends the hypercare.");
        texts["decommissioned-too-early"] = new("“{0}” takes the old way away before the hypercare is over.", "Keep the manual fallback warm until then, and let this come after what ends the hypercare.");
    }

    private static void AddWording(Dictionary<string, RuleText> texts)
    {
        texts["language-missing"] = new("“{0}” is not written in: {1}.", "Write it in every language of the launch, or once without a language.");
    }

    private static void AddWork(Dictionary<string, RuleText> texts)
    {
        texts["unknown-value"] = new("Nothing says what the placeholder “{0}” stands for.", "Give it a value under “environments” in launch.yaml, or write the name of one (nearest is {1}).");
        texts["value-in-one-environment"] = new("The value “{0}” is missing in the environment “{1}”.", "Give it there too, so that what was rehearsed is what runs in the night.");
        texts["secret-in-clear"] = new("A secret stands here in clear, under “{0}”.", "Write where the server finds it: \"env:NAME\" or \"file:/path\", also inside a text as \"${env:NAME}\". Then change the secret: whoever has read the plan knows it.");
        texts["no-timeout"] = new("Nothing says when “{0}” has taken too long.", "Write “timeout”. Until somebody stops it, what hangs keeps the whole launch waiting.");
        texts["unknown-journey"] = new("There is no journey “{0}”.", "Write the id of one under “journeys” (nearest is {1}), or add it there.");
        texts["no-address"] = new("{0} is to be told, and nobody knows where.", "Write “email” or “phone” of {0} in launch.yaml, or leave {0} out here.");
        texts["secret-in-message"] = new("A message is kept and read by many, and this one would hold a secret: {0}", "Leave the secret out, and write where whoever needs it finds it.");
        texts["unused-journey"] = new("No task walks the journey “{0}”.", "Let a task or its “verify” name it, or take it out.");
    }
}

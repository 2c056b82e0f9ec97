using NodaTime;
using Slipway.Formats.Sheets;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Sheets;

/// <summary>Sheets as people really keep them, each with its own habits.</summary>
public sealed class SheetsThatNobodyPreparedTests
{
    private static LocalDateTime At(int day, int hour, int minute = 0) => new(2027, 2, day, hour, minute);

    /// <summary>"A." is a phase, "B." and "C." are parts of the night: the traffic switch is no preparation.</summary>
    [Fact]
    public void Headings_that_are_counted_on_stand_beside_the_phase_and_not_under_it()
    {
        var result = new TestWorkbook().Sheet("Plan",
        [
            ["N°", "Tâche", "Responsable", "Début prévu", "Durée", "Prédécesseurs"],
            ["A. Préparation"],
            [1, "Geler les changements", "M. Diallo", new LocalDateTime(2027, 2, 5, 18, 0), 30, null],
            ["B. Bascule des données"],
            [2, "Arrêter l’ancien système", "A. Traoré", new LocalDateTime(2027, 2, 5, 22, 0), 10, 1],
            [3, "Charger les données", "Awa Ba", null, 90, 2],
            ["C. Ouverture"],
            [4, "Basculer le trafic", "A. Traoré", null, 5, 3],
            ["D. Retour arrière"],
            [5, "Redémarrer l’ancien système", "A. Traoré", null, 20, null],
            ["E. Hypercare"],
            [6, "Tenir la ligne d’aide", "Awa Ba", null, "2 jours", 4],
        ]).Import(new ImportOptions { Zone = Importing.Djibouti });

        Assert.Equal("2027-02-05T22:00", result.Plan!.Launch.T0.ToString());
        Assert.Equal(
            [
                "1 prepare -", "2 launch B. Bascule des données", "3 launch B. Bascule des données", "4 launch C. Ouverture", "6 stabilise -", "5 launch -",
            ],
            result.Plan.Tasks.Select(task => $"{task.Id} {task.Phase.ToString().ToLowerInvariant()} {task.Workstream ?? "-"}"));
        Assert.Equal(["5"], result.Plan.Rollback.Select(task => task.Id));
    }

    /// <summary>Parts that are counted anew under a phase belong to it.</summary>
    [Fact]
    public void Headings_that_are_counted_anew_stand_under_the_phase()
    {
        var result = new TestWorkbook().Sheet("Plan",
        [
            ["N°", "Task", "Owner", "Duration"],
            ["Phase 1: Preparation"],
            ["1. Data"],
            [1, "Trial load", "Farah", 30],
            ["2. People"],
            [2, "Train the hotline", "Noor", 60],
            ["Phase 2: Cutover"],
            ["1. Data"],
            [3, "Load", "Farah", 30],
        ]).Import();

        Assert.Equal(["1 Prepare 1. Data", "2 Prepare 2. People", "3 Launch 1. Data"], result.Plan!.Forward.Select(task => $"{task.Id} {task.Phase} {task.Workstream}"));
    }

    [Fact]
    public void A_header_on_row_7_below_a_title_and_a_legend()
    {
        var plan = new TestWorkbook().Sheet("Cutover plan v12 FINAL",
        [
            ["USCT cutover plan"],
            ["Version", "12", null, "Owner", "PMO"],
            [],
            ["Legend", "green = done"],
            [],
            [],
            ["#", "Activity", "Responsible", "Backup", "Duration (min)", "Planned start", "Depends on", "Status"],
            [1, "Freeze the registry", "H. Tessema", "N. Okoth", 10, At(6, 2), null, "Not started"],
            [2, "Take a snapshot", "N. Farah", "H. Tessema", 20, At(6, 2, 10), 1, "Not started"],
            [3, "Load PostgreSQL", "N. Farah", "H. Tessema", 90, At(6, 2, 30), 2, "Not started"],
        ]).Import().Understood();

        Assert.Equal(
        [
            "1 | launch | - | h-tessema | 10m | - | 2027-02-06T02:00",
            "2 | launch | - | n-farah | 20m | 1 | -",
            "3 | launch | - | n-farah | 1h30m | 2 | -",
        ], plan.Lines());
        Assert.Equal(["H. Tessema", "N. Okoth", "N. Farah"], plan.Launch.People.Select(person => person.Name));
        Assert.Equal("n-okoth", plan.Forward[0].Deputy);
    }

    [Fact]
    public void Merged_headings_are_phases_workstreams_and_the_way_back()
    {
        var plan = new TestWorkbook().Sheet("Plan",
        [
            ["No", "Task", "Owner", "Duration", "Predecessors"],
            ["Phase 1: Preparation"],
            ["Communications"],
            [1, "Tell the regions", "A. Noor", "1h", null],
            ["Cutover"],
            ["Data migration"],
            [2, "Load", "N. Farah", "1h30", null],
            [3, "Reconcile", "O. Osei", "20 min", "2"],
            ["Platform"],
            [4, "Switch traffic", "K. Mensah", "00:05", "3"],
            ["Rollback"],
            [5, "Switch traffic back", "K. Mensah", "5m", null],
        ], merges: ["A2:E2", "A3:E3", "A5:E5", "A6:E6", "A9:E9", "A11:E11"]).Import().Understood();

        Assert.Equal(
        [
            "1 | prepare | Communications | a-noor | 1h | - | -",
            "2 | launch | Data migration | n-farah | 1h30m | - | -",
            "3 | launch | Data migration | o-osei | 20m | 2 | -",
            "4 | launch | Platform | k-mensah | 5m | 3 | -",
            "5 | launch | - | k-mensah | 5m | - | -",
        ], plan.Lines());
        Assert.Equal("5", Assert.Single(plan.Rollback).Id);
        Assert.Equal(["Communications", "Data migration", "Platform"], plan.Workstreams);
    }

    [Fact]
    public void A_French_sheet_with_dates_as_text()
    {
        var plan = new TestWorkbook().Sheet("Bascule",
        [
            ["N°", "Tâche", "Responsable", "Suppléant", "Durée", "Début prévu", "Fin prévue", "Prédécesseurs", "Phase", "Retour arrière", "Commentaires"],
            ["1", "Geler le registre", "Hélène Tessema", "Nadia Okoth", "10 min", "06/02/2027 02:00", "06/02/2027 02:10", null, "Bascule", "néant", "Prévenir d'abord"],
            ["2", "Charger PostgreSQL", "Nadia Farah", "Hélène Tessema", "1 h 30", "6 févr. 2027 02h10", null, "1FD", "Bascule", "Vider PostgreSQL", null],
            ["3", "Basculer le trafic", "Kwame Mensah", null, "5 mn", null, null, "2FD+10 min", "Bascule", "irréversible", null],
            ["4", "Informer les agents", "Nadia Farah", null, "2 heures", "23/01/2027 09:00", null, null, "Préparation", null, null],
        ]).Import().Understood();

        Assert.Equal(
        [
            "1 | launch | - | helene-tessema | 10m | - | 2027-02-06T02:00",
            "2 | launch | - | nadia-farah | 1h30m | 1 | -",
            "3 | launch | - | kwame-mensah | 5m | 2 FS+10m | -",
            "4 | prepare | - | nadia-farah | 2h | - | 2027-01-23T09:00",
            "vider-postgresql | launch | - | nadia-farah | - | - | -",
        ], plan.Lines());
        Assert.Equal(new Undo.Nothing(), plan.Forward[0].Undo);
        Assert.Equal(new Undo.By("vider-postgresql"), plan.Forward[1].Undo);
        Assert.True(plan.Forward[2].NoReturn);
        Assert.Equal("Prévenir d'abord", plan.Forward[0].Do!.In("fr"));
        Assert.Equal(["fr"], plan.Launch.Languages);
    }

    [Fact]
    public void An_Arabic_sheet_from_right_to_left_with_Arabic_digits()
    {
        var plan = new TestWorkbook().Sheet("خطة التحويل",
        [
            ["الرقم", "المهمّة", "المسؤول", "النائب", "المدة", "وقت البدء", "المهام السابقة", "المرحلة", "النتيجة المتوقعة"],
            ["١", "تجميد السجل", "هالة تسما", "نادية عوض", "١٠ دقائق", "٠٢:٠٠", null, "الإطلاق", "لا تغييرات"],
            ["٢", "تحميل البيانات", "نادية فرح / عمر عيسى", "هالة تسما", "١ ساعة و ٣٠ دقيقة", "٠٢:١٠", "١", "الإطلاق", null],
            ["٣", "إعلام المواطنين", "نادية فرح", null, "٤٥", "٦ فبراير ٢٠٢٧ ٠٣:٤٠", "٢", "التنفيذ", null],
        ], rightToLeft: true).Import().Understood();

        Assert.Equal(
        [
            "1 | launch | - | halh-tsma | 10m | - | 2027-02-06T02:00",
            "2 | launch | - | nadyh-frh | 1h30m | 1 | -",
            "3 | launch | - | nadyh-frh | 45m | 2 | -",
        ], plan.Lines());
        Assert.Equal("هالة تسما", plan.Launch.Person("halh-tsma")!.Name);
        Assert.Equal(["nadyh-frh", "amr-aysy"], plan.Forward[1].Who);
        Assert.Equal("تحميل البيانات", plan.Forward[1].Title.In("ar"));
        Assert.Equal(["ar"], plan.Launch.Languages);
    }

    [Fact]
    public void A_Portuguese_table_with_semicolons()
    {
        var plan = Importing.ImportCsv(
            "Ordem;Atividade;Frente;Responsável;Duração (h);Início;Predecessoras;Plano de reversão\r\n"
            + "10;Congelar o registro;Dados;João Conceição;0,5;06/02/2027 02:00;;não aplicável\r\n"
            + "20;\"Carregar; depois conferir\";Dados;Inês Araújo;1,5;;10TI;Esvaziar o banco\r\n"
            + "30;Abrir o serviço;Plataforma;João Conceição;0,25;;20TI+15 minutos;\r\n").Understood();

        Assert.Equal(
        [
            "10 | launch | Dados | joao-conceicao | 30m | - | 2027-02-06T02:00",
            "20 | launch | Dados | ines-araujo | 1h30m | 10 | -",
            "30 | launch | Plataforma | joao-conceicao | 15m | 20 FS+15m | -",
            "esvaziar-o-banco | launch | Dados | ines-araujo | - | - | -",
        ], plan.Lines());
        Assert.Equal("Carregar; depois conferir", plan.Forward[1].Title.In("pt"));
    }

    [Fact]
    public void A_Spanish_sheet_with_titles_as_predecessors()
    {
        var plan = new TestWorkbook().Sheet("Hoja1",
        [
            ["Tarea", "Encargado", "Duración", "Después de", "Hora de inicio", "Etapa"],
            ["Congelar el registro", "Ñuño Peña", "10 minutos", null, "2:00 a.m.", "Corte"],
            ["Cargar los datos", "Ñuño Peña", "1 hora", "Congelar el registro", "2:10 a.m.", "Corte"],
            ["Cargar los datos", "María José", "1 hora", null, "1:00 p.m.", "Soporte intensivo"],
        ]).Import().Understood();

        Assert.Equal(
        [
            "congelar-el-registro | launch | - | nuno-pena | 10m | - | 2027-02-06T02:00",
            "cargar-los-datos | launch | - | nuno-pena | 1h | congelar-el-registro | -",
            "cargar-los-datos-2 | stabilise | - | maria-jose | 1h | - | 2027-02-06T13:00",
        ], plan.Lines());
    }

    [Fact]
    public void Times_as_text_that_pass_midnight()
    {
        var plan = new TestWorkbook().Sheet("Runbook",
        [
            ["Step", "Task", "From", "To", "Who"],
            ["1", "Close the counters", "22:00", "23:30", "Farah"],
            ["2", "Copy", "23:30", "00:45", "Farah"],
            ["3", "Load", "0045", "02:10", "Osei"],
            ["4", "Open", "02h10", "24:00", "Osei"],
        ]).Import().Understood();

        Assert.Equal(
        [
            "1 | prepare | - | farah | 1h30m | - | 2027-02-05T22:00",
            "2 | prepare | - | farah | 1h15m | - | 2027-02-05T23:30",
            "3 | prepare | - | osei | 1h25m | - | 2027-02-06T00:45",
            "4 | launch | - | osei | 21h50m | - | 2027-02-06T02:10",
        ], plan.Lines());
    }

    [Fact]
    public void Dates_of_1904_with_day_and_time_in_columns_of_their_own()
    {
        var plan = new TestWorkbook { Uses1904 = true }.Sheet("Plan",
        [
            ["ID", "Task Name", "Start Date", "Start Time", "Finish Date", "Finish Time", "Resource Names"],
            ["CUT-1", "Load", new Day(new LocalDate(2027, 2, 6)), new LocalTime(2, 0), new Day(new LocalDate(2027, 2, 6)), new LocalTime(3, 30), "Farah"],
            ["CUT-2", "Check", At(6, 3, 30), null, At(6, 4), null, "Osei"],
        ]).Import().Understood();

        Assert.Equal(
        [
            "cut-1 | launch | - | farah | 1h30m | - | 2027-02-06T02:00",
            "cut-2 | launch | - | osei | 30m | - | 2027-02-06T03:30",
        ], plan.Lines());
    }

    [Fact]
    public void Several_owners_and_formulas()
    {
        var result = new TestWorkbook().Sheet("Plan",
        [
            ["No", "Task", "Assigned to", "Start", "End", "Duration", "Pred"],
            [1, "Load", "Farah / Osei", At(6, 2), new Formula("D2+F2", At(6, 2, 30)), new LocalTime(0, 30), null],
            [2, "Check", "Osei & Noor", new Formula("E2", At(6, 2, 30)), null, new Formula("F2*2", new Elapsed(1.0 / 24)), new Formula("A2", 1)],
            [3, "Open", "Noor, Farah", new Formula("E3", null), null, new Formula("1/0", new ErrorValue("#DIV/0!")), "2"],
        ]).Import();

        Assert.Equal(
        [
            "1 | launch | - | farah | 30m | - | 2027-02-06T02:00",
            "2 | launch | - | osei | 1h | 1 | -",
            "3 | launch | - | noor | - | 2 | -",
        ], result.Plan!.Lines());
        Assert.Equal(["osei", "noor"], result.Plan!.Forward[1].Who);
        Assert.Equal(["noor", "farah"], result.Plan.Forward[2].Who);
        Assert.Equal(["D4 sheet-error-cell", "F4 sheet-error-cell"], result.Told());
    }

    [Fact]
    public void An_export_of_a_project_program_with_summary_tasks()
    {
        var plan = new TestWorkbook().Sheet("Task_Table",
        [
            ["WBS", "Name", "Duration", "Start", "Finish", "Predecessors", "Resource Names", "% Complete", "Baseline Start"],
            ["1", "Cutover", "2 hrs?", At(6, 2), At(6, 4), null, null, 0, At(6, 1)],
            ["1.1", "Data", "1.5 hrs", At(6, 2), At(6, 3, 30), null, null, 0, null],
            ["1.1.1", "Load", "1 hr?", At(6, 2), At(6, 3), null, "Farah", 0, null],
            ["1.1.2", "Check", "0.5 hrs", At(6, 3), At(6, 3, 30), "1.1.1", "Osei", 0, null],
            ["1.2", "Service open", "0 days", At(6, 3, 30), At(6, 3, 30), "1.1.2", null, 0, null],
        ]).Import().Understood();

        Assert.Equal(
        [
            "1-1-1 | launch | Data | farah | 1h | - | 2027-02-06T02:00",
            "1-1-2 | launch | Data | osei | 30m | 1-1-1 | -",
            "1-2 | launch | Data | - | - | 1-1-2 | -",
        ], plan.Lines());
        Assert.Equal(TaskKind.Milestone, plan.Forward[2].Kind);
    }

    [Fact]
    public void A_grouped_header_with_planned_and_actual_and_merged_owners()
    {
        var plan = new TestWorkbook().Sheet("Plan",
        [
            ["Task", "Owner", "Actual", null, "Planned", null],
            [null, null, "Start", "End", "Start", "End"],
            ["Load", "Farah", "03:00", "03:05", "02:00", "02:30"],
            ["Check", null, null, null, "02:30", "02:40"],
            ["Open", "Osei", null, null, "02:40", "02:45"],
        ], merges: ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "B3:B4"]).Import().Understood();

        Assert.Equal(
        [
            "load | launch | - | farah | 30m | - | 2027-02-06T02:00",
            "check | launch | - | farah | 10m | - | 2027-02-06T02:30",
            "open | launch | - | osei | 5m | - | 2027-02-06T02:40",
        ], plan.Lines());
    }

    [Fact]
    public void A_bilingual_sheet_with_a_list_of_people_and_a_rollback_sheet()
    {
        var plan = new TestWorkbook()
            .Sheet("Cutover", [
                ["No", "Task", "المهمة", "Owner", "Deputy", "Duration", "T-minus start", "Predecessors", "Rollback"],
                [1, "Load", "تحميل", "N. Farah", "IT operations", 30, null, null, "R1"],
                [2, "Open", "فتح", "Service owner", "N. Farah", 5, null, 1, "N/A"],
            ])
            .Sheet("Rollback plan", [
                ["No", "Task", "Owner", "Duration"],
                ["R1", "Unload", "N. Farah", 6],
            ])
            .Sheet("Contacts", [
                ["Name", "Role", "Mobile", "E-mail"],
                ["N. Farah", "Database administrator", "+253 77 00 00 01", "farah@example.org"],
                ["H. Tessema", "Service owner", "+253 77 00 00 02", null],
                ["K. Osei", "IT operations", null, null],
            ]).Import().Understood();

        Assert.Equal(["1 | launch | - | n-farah | 30m | - | -", "2 | launch | - | service-owner | 5m | 1 | -", "r1 | launch | - | n-farah | 6m | - | -"], plan.Lines());
        Assert.Equal(new Undo.By("r1"), plan.Forward[0].Undo);
        Assert.Equal("it-operations", plan.Forward[0].Deputy);
        Assert.Equal(("Load", "تحميل"), (plan.Forward[0].Title.In("en"), plan.Forward[0].Title.In("ar")));
        Assert.Equal(["+253 77 00 00 01", "+253 77 00 00 02", null], plan.Launch.People.Select(person => person.Phone));
        Assert.Equal([Roles.ServiceOwner], plan.Launch.People[1].Roles);
    }

    [Fact]
    public void A_sheet_for_each_phase_with_relative_times()
    {
        var plan = new TestWorkbook()
            .Sheet("Pre-cutover", [["Task", "Owner", "Start", "Duration"], ["Train officers", "Noor", "J-14", "2d"], ["Freeze", "Noor", "T-2h", "10m"]])
            .Sheet("Cutover", [["Task", "Owner", "Start", "Duration"], ["Load", "Farah", "T+00:30", "1h"]])
            .Sheet("Hypercare", [["Task", "Owner", "Start", "Duration"], ["Watch", "Osei", "D+1", "8h"], ["Report", "Osei", "H+36", "1h"]])
            .Import().Understood();

        Assert.Equal(
        [
            "train-officers | prepare | - | noor | 2d | - | T-14d",
            "freeze | prepare | - | noor | 10m | - | T-2h",
            "load | launch | - | farah | 1h | - | T+30m",
            "watch | stabilise | - | osei | 8h | - | T+1d",
            "report | stabilise | - | osei | 1h | - | T+36h",
        ], plan.Lines());
    }

    [Fact]
    public void Whole_days_stay_days_and_a_due_date_is_a_deadline()
    {
        var plan = new TestWorkbook().Sheet("Plan",
        [
            ["Task", "Owner", "Start", "Due date"],
            ["Print posters", "Noor", new Day(new LocalDate(2027, 1, 18)), new Day(new LocalDate(2027, 1, 20))],
            ["Order phones", "Noor", null, new Day(new LocalDate(2027, 1, 25))],
        ]).Import().Understood();

        Assert.Equal(["print-posters | prepare | - | noor | 3d | - | 2027-01-18T00:00", "order-phones | launch | - | noor | - | - | -"], plan.Lines());
        Assert.Equal("2027-01-26T00:00", plan.Forward[1].NotAfter!.ToString());
    }
}

using System.Globalization;
using Usct;

// The service that the sample launch releases: a household applies, an officer approves, the payment goes out.
//   usct serve RELEASE DATABASE PORT [--closed FILE]   1.0 on the sandbox's SQLite file, 2.0 on PostgreSQL; 2.1 is a bad one
//   usct make SQLITE-FILE SCRIPT                       the sandbox's database, as the pilot left it
//   usct load SQLITE-FILE POSTGRESQL                   all of its rows into the tables that the migrations made
//   usct mail PORT FOLDER                              a mail server that keeps what it gets as files
return args switch
{
    ["serve", var release, var database, var port, .. var more] => await Service.RunAsync(release, Registry.At(database), Port(port), more is ["--closed", var file] ? file : null),
    ["make", var file, var script] => await Sandbox.MakeAsync(file, script),
    ["load", var file, var database] => await Sandbox.LoadAsync(file, database),
    ["mail", var port, var folder] => await MailServer.RunAsync(Port(port), folder),
    _ => Help(),
};

static int Port(string written) => int.Parse(written, CultureInfo.InvariantCulture);

static int Help()
{
    Console.Error.WriteLine("usct serve RELEASE DATABASE PORT [--closed FILE] | make SQLITE-FILE SCRIPT | load SQLITE-FILE POSTGRESQL | mail PORT FOLDER");
    return 2;
}

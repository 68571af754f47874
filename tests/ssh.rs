//! A real OpenSSH server on a loopback port, set up by the commands of `docs/shared-server.md`: two people with different
//! rights on one file, and every way out of the screens that is closed. Without `sshd` it is skipped, but not in CI.

use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::pty::{BINARY, ENTER, Home, SAVE, Terminal, me};
use crate::resume::standing;

const SSHD: &str = "/usr/sbin/sshd";
const PAGE: &str = include_str!("../docs/shared-server.md");

/// A server of its own, ended with the test.
struct Server {
    home: Home,
    daemon: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended by itself where a test failed early.
        let _ended = self.daemon.kill();
        let _ended = self.daemon.wait();
    }
}

fn run(home: &Home, command: &str) -> Output {
    let output = Command::new("sh").args(["-c", command]).current_dir(home.path("")).output().unwrap();
    assert!(output.status.success(), "{command}\n{}", String::from_utf8_lossy(&output.stderr));
    output
}

fn make_key(home: &Home, name: &str) {
    run(home, &format!("ssh-keygen -q -t ed25519 -N '' -C {name} -f {name}"));
}

/// Runs the commands of the page that are the program's own, with the folder of the test for that of the server.
fn follow_the_page(home: &Home) {
    let block = PAGE.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert_eq!(block.lines().count(), 10, "ten commands");
    let own = block.lines().filter_map(|line| line.strip_prefix("runuser -u pledgebook -- "));
    let mut ran = 0;
    std::fs::create_dir_all(home.path("srv/.ssh")).unwrap();
    for line in own {
        let here = line.replacen("pledgebook", BINARY, 1).replace("/srv/pledgebook/", "srv/");
        run(home, &here);
        ran += 1;
    }
    assert_eq!(ran, 4);
}

impl Server {
    /// None where there is no server to be tested with; that is a failure in CI.
    fn start() -> Option<Self> {
        if !Path::new(SSHD).exists() {
            assert!(std::env::var_os("CI").is_none(), "no sshd");
            eprintln!("skipped: no sshd");
            return None;
        }
        let home = Home::new();
        for name in ["nordic-desk", "auditor", "host"] {
            make_key(&home, name);
        }
        follow_the_page(&home);
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let path = |name: &str| home.path(name).display().to_string();
        let config = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nStrictModes no\n\
             UsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin yes\n\
             Subsystem sftp internal-sftp\nClientAliveInterval 1\nClientAliveCountMax 2\n",
            path("host"),
            path("srv/.ssh/authorized_keys"),
        );
        std::fs::write(home.path("sshd_config"), config).unwrap();
        // Where it is started by hand as root it wants the folder that the system makes for it otherwise.
        let _not_root = std::fs::create_dir_all("/run/sshd");
        let log = std::fs::File::create(home.path("sshd.log")).unwrap();
        let daemon = Command::new(SSHD).args(["-D", "-e", "-f", &path("sshd_config")]).stderr(log).spawn().unwrap();
        let server = Self { home, daemon, port };
        let until = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let log = std::fs::read_to_string(server.home.path("sshd.log")).unwrap_or_default();
            assert!(Instant::now() < until, "sshd does not listen: {log}");
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(server)
    }

    fn file(&self) -> PathBuf {
        self.home.path("srv/pledgebook.db")
    }

    /// What stands before the host in every call of `ssh` and its like.
    fn options(&self, name: &str) -> Vec<String> {
        let known = format!("UserKnownHostsFile={}", self.home.path("known").display());
        let key = self.home.path(name).display().to_string();
        let fixed = ["-F", "none", "-o", "StrictHostKeyChecking=no", "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"];
        let more = ["-o", "LogLevel=ERROR", "-o", &known, "-o", &format!("Port={}", self.port), "-i", &key];
        fixed.iter().chain(&more).map(|word| (*word).to_owned()).collect()
    }

    fn host() -> String {
        format!("{}@127.0.0.1", me())
    }

    /// Logs in at a terminal.
    fn login(&self, name: &str) -> Terminal {
        self.login_with(name, &[])
    }

    /// Logs in with more words on the command line of the client.
    fn login_with(&self, name: &str, more: &[&str]) -> Terminal {
        let mut args = self.options(name);
        args.extend(more.iter().map(|word| (*word).to_owned()));
        args.extend(["-tt".to_owned(), Self::host()]);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        Terminal::start(&self.home, "ssh", &args, &[], 80, 24)
    }

    /// Asks for something else than the screens.
    fn try_out(&self, program: &str, more: &[&str]) -> (bool, String) {
        let mut command = Command::new(program);
        command.args(self.options("auditor")).args(more).stdin(Stdio::null());
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        (output.status.success(), said)
    }

    fn owner(&self, words: &str) -> String {
        let command = format!("{BINARY} --db {} {words}", self.file().display());
        String::from_utf8(run(&self.home, &command).stdout).unwrap()
    }
}

#[test]
fn two_people_have_different_rights_on_one_file_and_history_knows_where_they_came_from() {
    let Some(server) = Server::start() else { return };
    let mut desk = server.login("nordic-desk");
    desk.wait_for("Needs you");
    desk.press(&["2", "n", "Atlantis", SAVE]);
    desk.wait_for("Saved: Atlantis");
    let mut auditor = server.login("auditor");
    auditor.wait_for("Needs you");
    auditor.send("2");
    auditor.wait_for("Atlantis");
    auditor.press(&["n", "Lemuria", SAVE]);
    auditor.wait_for("missing");
    assert!(!server.owner("list partner").contains("Lemuria"));
    let history = server.owner("history --json --limit 1");
    assert!(history.contains("\"nordic-desk\"") && history.contains("\"127.0.0.1\""), "{history}");
}

#[test]
fn a_pulled_line_leads_back_to_the_same_field_and_text() {
    let Some(server) = Server::start() else { return };
    let mut desk = server.login("nordic-desk");
    desk.wait_for("Needs you");
    desk.press(&["2", "n", "Atlantis", "\t", "\t", "ATLAS", "\u{1b}[D", "\u{1b}[D"]);
    desk.wait_for("draft kept");
    let before = standing(&desk);
    desk.signal("KILL");
    desk.ends();
    let mut back = server.login("nordic-desk");
    back.wait_for("Your last session was cut off");
    back.send(ENTER);
    back.wait_for("ATLAS");
    assert_eq!(standing(&back), before);
    // The client stays and says nothing more: the server lets it go, and the session ends by itself.
    back.signal("STOP");
    let log = server.home.path("srv/pledgebook.db-log");
    let until = Instant::now() + Duration::from_secs(15);
    while std::fs::read_to_string(&log).unwrap().matches("line lost").count() < 2 {
        assert!(Instant::now() < until, "the session lives on");
        std::thread::sleep(Duration::from_millis(100));
    }
    let mut again = server.login("nordic-desk");
    again.wait_for("Your last session was cut off");
    again.send(ENTER);
    again.wait_for("ATLAS");
    assert_eq!(standing(&again), before);
    again.press(&["X", SAVE]);
    again.wait_for("Saved: Atlantis");
    assert!(server.owner("show partner Atlantis").contains("ATLXAS"));
}

#[test]
fn the_way_to_a_shell_is_closed() {
    let Some(server) = Server::start() else { return };
    let host = Server::host();
    for (program, more) in [
        ("ssh", vec![host.as_str(), "id"]),
        ("ssh", vec!["-tt", host.as_str(), "sh", "-i"]),
        ("ssh", vec![host.as_str()]),
        ("ssh", vec!["-s", host.as_str(), "sftp"]),
        ("ssh", vec!["-W", "127.0.0.1:22", host.as_str()]),
        ("ssh", vec!["-o", "ExitOnForwardFailure=yes", "-N", "-R", "0:127.0.0.1:22", host.as_str()]),
    ] {
        let (well, said) = server.try_out(program, &more);
        assert!(!well && !said.contains("uid="), "{program} {more:?}: {said}");
    }
    let mut files = server.options("auditor");
    files.extend(["-b".to_owned(), "-".to_owned(), host]);
    let ended = Command::new("sftp").args(&files).stdin(Stdio::null()).output().unwrap();
    assert!(!ended.status.success());
}

#[test]
fn a_stop_does_not_leave_the_screens_and_a_suspended_account_stays_out() {
    let Some(server) = Server::start() else { return };
    let mut auditor = server.login("auditor");
    auditor.wait_for("Needs you");
    auditor.send("\u{1a}");
    auditor.settle();
    auditor.send("2");
    auditor.wait_for("Donors ·");
    auditor.send("qq");
    assert_eq!(auditor.ends(), 0);
    server.owner("account suspend auditor");
    // The line of the key still stands: the program refuses by itself.
    let (well, said) = server.try_out("ssh", &["-tt", &Server::host()]);
    assert!(!well && said.contains("auditor"), "{said}");
    let lines = server.owner("account authorized-keys");
    assert!(lines.contains("session nordic-desk\",restrict,pty ssh-ed25519 ") && !lines.contains("auditor"), "{lines}");
}

#[test]
fn what_is_exported_lies_in_the_own_tray() {
    let Some(server) = Server::start() else { return };
    let mut desk = server.login("nordic-desk");
    desk.wait_for("Needs you");
    desk.press(&["2", "x"]);
    desk.wait_for("Write what is shown as");
    desk.press(&["\r"]);
    desk.settle();
    let out = server.home.path("srv/pledgebook.db-trays/nordic-desk/out");
    let until = Instant::now() + Duration::from_secs(10);
    while std::fs::read_dir(&out).unwrap().count() == 0 {
        assert!(Instant::now() < until, "{}", desk.screen());
        std::thread::sleep(Duration::from_millis(50));
    }
    for folder in ["", "/nordic-desk", "/nordic-desk/in", "/nordic-desk/out"] {
        let mode = std::fs::metadata(server.home.path(&format!("srv/pledgebook.db-trays{folder}"))).unwrap();
        assert_eq!(mode.permissions().mode() & 0o777, 0o700, "{folder}");
    }
}

/// Processes that a process has started and that are still there.
fn children(pid: &str) -> String {
    std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default().trim().to_owned()
}

#[test]
fn no_key_and_no_sub_command_leads_out_of_a_session() {
    let Some(server) = Server::start() else { return };
    let before = server.owner("history --json --limit 1");
    let help = server.owner("help");
    let verbs: Vec<&str> = help.lines().filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next()).collect();
    let verbs: Vec<&str> =
        verbs.into_iter().filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-')).collect();
    assert!(verbs.len() > 20 && verbs.contains(&"restore") | verbs.contains(&"backup"), "{help}");
    let tried = |verb: &str| (verb.to_owned(), server.try_out("ssh", &[&Server::host(), "pledgebook", verb]));
    for some in verbs.chunks(6) {
        let answers = std::thread::scope(|scope| {
            let asked: Vec<_> = some.iter().map(|verb| scope.spawn(|| tried(verb))).collect();
            asked.into_iter().map(|one| one.join().unwrap()).collect::<Vec<_>>()
        });
        for (verb, (well, said)) in answers {
            assert!(!well && said.contains("pledgebook: "), "{verb}: {said}");
        }
    }
    assert_eq!(server.owner("history --json --limit 1"), before);
    let mut auditor =
        server.login_with("auditor", &["-A", "-X", "-o", "SetEnv=PLEDGEBOOK_DB=/etc/passwd SHELL=/bin/sh EDITOR=sh"]);
    auditor.wait_for("Needs you");
    for keys in [
        "\u{1a}", "\u{3}", "\u{1c}", "!", "|sh\r", ":!sh\r", "\u{1b}", ":sh\r", "\u{1b}", "2", "\u{1a}", "/$(id)\r",
        "\u{1b}", "0",
    ] {
        auditor.send(keys);
        auditor.settle();
    }
    auditor.wait_for("History");
    assert!(!auditor.screen().contains("uid="), "{}", auditor.screen());
    let here = std::fs::read_dir(server.home.path("srv/pledgebook.db-here")).unwrap().next().unwrap().unwrap().path();
    let visitor: serde_json::Value = serde_json::from_slice(&std::fs::read(here).unwrap()).unwrap();
    assert_eq!(visitor["who"], "auditor");
    assert_eq!(children(&visitor["pid"].to_string()), "", "a program behind the screens");
    let environment = std::fs::read(format!("/proc/{}/environ", visitor["pid"])).unwrap();
    let environment = String::from_utf8_lossy(&environment);
    assert!(
        !environment.contains("SSH_AUTH_SOCK") && !environment.contains("DISPLAY") && !environment.contains("EDITOR")
    );
}

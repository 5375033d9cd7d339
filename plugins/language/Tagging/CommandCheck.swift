// Code without the signs of code: what is typed at a shell, statements that
// import modules. Its words are English or nobody's, and prose is made of them,
// too, so all of a text must have the form of commands: a name that begins one,
// in small letters, and what stands behind it.

/// Finds commands for a shell and statements that import.
struct CommandCheck {
    /// Longer texts have signs enough for `CodeCheck`.
    private static let longest = 256
    private static let mostTokens = 24

    /// Names that begin a command. Many are words, so something must stand
    /// behind them that no prose has.
    private static let names = words(
        """
        awk bash bzip2 cat cd chgrp chmod chown chroot cmake cp crontab curl cut dd df diff dig \
        dpkg du echo egrep env export fdisk ffmpeg fgrep find gcc go gpg grep gunzip gzip head \
        ifconfig insmod iptables java javac journalctl kill killall less ln ls lsblk lsof make man \
        mkdir mkfs modprobe mount mv mysql mysqldump nano netstat nmap node nohup nslookup openssl \
        perl pgrep ping pkill psql python python3 rm rmdir rsync ruby scp screen sed service sh \
        source sort ssh ssh-keygen strace su sysctl systemctl tail tar tcpdump tee tmux touch \
        traceroute umount uname unzip useradd usermod vi vim wget which xargs zip
        """
    )
    /// Names with the words that stand behind them and make a command of both.
    private static let verbs: [String: Set<String>] = {
        var verbs: [String: Set<String>] = [:]
        for (names, behind) in [
            (
                "apk apt apt-get aptitude brew cargo conda dnf gem npm pacman pip pip3 pnpm poetry yarn yum",
                "add autoremove build ci create dist-upgrade freeze init install purge remove run search test uninstall update upgrade"
            ),
            (
                "git",
                "add branch checkout clone commit config diff fetch init log merge pull push rebase remote reset restore show stash status submodule switch tag"
            ),
            (
                "docker docker-compose helm kubectl podman systemctl",
                "apply build compose create daemon-reload delete describe disable down enable exec get images inspect logs ps pull push reload restart run scale start status stop up"
            ),
        ] {
            for name in words(names) { verbs[name] = words(behind) }
        }
        return verbs
    }()
    private static let operators = words("&& || |")
    /// Words that sentences have and commands have not.
    private static let prose = words(
        "a an and are as but by can if in is it of on or that the this to was when will with you your"
    )
    /// What names of files end with.
    private static let endings = words(
        "c cfg conf cpp css csv deb gz h html ini iso jar js json log md php pl py rb rs sh sql tar toml ts txt xml yaml yml zip"
    )
    /// Modules that a statement without other signs of code may import.
    private static let modules = words(
        """
        argparse asyncio base64 collections copy csv datetime django enum flask functools glob \
        hashlib http io itertools json logging math matplotlib multiprocessing numpy os pandas \
        pathlib pickle pytest random re requests scipy shutil sklearn socket sqlite3 string struct \
        subprocess sys tempfile tensorflow threading time tkinter torch typing unittest urllib uuid
        """
    )

    private static func words(_ list: String) -> Set<String> {
        Set(list.split(separator: " ").map(String.init))
    }

    /// Whether all of a text is commands, or one statement that imports.
    static func isCommand(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count <= longest, let first = text.first(where: { $0 > 0x20 }),
            isLower(first) || first == UInt8(ascii: "$")
        else { return false }
        var lines = text.split { $0 == 0x0A || $0 == 0x0D }.map {
            $0.split(whereSeparator: { $0 <= 0x20 }).map { String(decoding: $0, as: UTF8.self) }
        }
        lines.removeAll(where: \.isEmpty)
        return lines.reduce(0) { $0 + $1.count } <= mostTokens
            && lines.allSatisfy { isImport($0) || isCommandLine($0, isJoined: lines.count > 1) }
    }

    // MARK: Commands

    /// Commands with operators between them. Names beside other commands need no
    /// sign of their own.
    private static func isCommandLine(_ tokens: [String], isJoined: Bool) -> Bool {
        var tokens = tokens[...]
        if tokens.first == "$" { tokens.removeFirst() }
        guard !tokens.contains(where: { prose.contains($0) || $0.hasSuffix(",") }),
            let last = tokens.last, last.count < 2 || !(last.last.map(".?!:".contains) ?? true)
        else { return false }
        let commands = tokens.split { operators.contains($0) }
        return !commands.isEmpty
            && commands.allSatisfy { isCommand($0, isJoined: isJoined || commands.count > 1) }
    }

    private static func isCommand(_ tokens: ArraySlice<String>, isJoined: Bool) -> Bool {
        var rest = tokens
        let isPrivileged = rest.first == "sudo"
        if isPrivileged { rest = rest.dropFirst().drop(while: isOption) }
        guard let name = rest.popFirst() else { return false }
        if let behind = rest.first(where: { !isOption($0) }), verbs[name]?.contains(behind) ?? false
        {
            return true
        }
        return (names.contains(name) || verbs[name] != nil)
            && (isPrivileged || isJoined || rest.contains { isOption($0) || isFile($0) })
    }

    private static func isOption(_ token: String) -> Bool {
        token.count > 1 && token.hasPrefix("-")
            && (token.utf8.dropFirst().first.map { isLower($0 | 0x20) || $0 == 0x2D } ?? false)
    }

    private static func isFile(_ token: String) -> Bool {
        if ["/", "./", "../", "~/", "$"].contains(where: token.hasPrefix) {
            return token.count > 1
        }
        guard let dot = token.lastIndex(of: "."), dot > token.startIndex else { return false }
        return endings.contains(String(token[dot...].dropFirst()))
    }

    // MARK: Imports

    /// "import os, sys", "import numpy as np", "from math import pi".
    private static func isImport(_ tokens: [String]) -> Bool {
        if tokens.count > 3, tokens[0] == "from", isName(tokens[1]), tokens[2] == "import" {
            return namesOf(tokens[3...]) != nil
        }
        guard tokens.count > 1, tokens[0] == "import", let names = namesOf(tokens[1...]) else {
            return false
        }
        return tokens.contains("as")
            || names.contains { name in
                modules.contains(name.prefix { $0 != "." }.description) || name.contains("_")
            }
    }

    /// The names of a list with commas, each with another name behind "as" or
    /// without; nil if it is none.
    private static func namesOf(_ tokens: ArraySlice<String>) -> [String]? {
        var names: [String] = []
        for part in tokens.joined(separator: " ").split(
            separator: ",",
            omittingEmptySubsequences: false
        ) {
            let words = part.split(separator: " ").map(String.init)
            guard words.count == 1 || words.count == 3 && words[1] == "as",
                words.allSatisfy(isName)
            else { return nil }
            names.append(words[0])
        }
        return names
    }

    private static func isName(_ token: String) -> Bool {
        token.utf8.allSatisfy {
            isLower($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5F || $0 == 0x2E
        } && !token.hasPrefix(".") && !token.hasSuffix(".")
    }

    private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
}

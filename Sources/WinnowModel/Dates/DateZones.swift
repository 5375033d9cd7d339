/// Names of time zones in feeds and the bylines of pages.
enum DateZones {
    /// Minutes east of UTC of a zone's name in lower case.
    ///
    /// Where a name is used in several countries, RFC 822's meaning comes first,
    /// then that of the country with more publishers.
    static func minutes(_ name: DateWord) -> Int? { table[name] }

    private static let table: [DateWord: Int] = [
        "utc": 0, "gmt": 0, "ut": 0, "z": 0, "wet": 0, "azot": -60, "cvt": -60,
        "est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300, "ct": -360,
        "mst": -420, "mdt": -360, "mt": -420, "pst": -480, "pdt": -420, "pt": -480,
        "ast": -240, "adt": -180, "at": -240, "nst": -210, "ndt": -150, "akst": -540,
        "akdt": -480, "hst": -600, "hdt": -540,
        "brt": -180, "art": -180, "clt": -240, "clst": -180, "cot": -300, "pet": -300,
        "vet": -240, "uyt": -180, "ect": -300, "bot": -240, "gft": -180, "pyt": -240,
        "cet": 60, "cest": 120, "met": 60, "mest": 120, "mez": 60, "mesz": 120, "bst": 60,
        "ist": 330, "west": 60, "wat": 60, "wast": 120, "cat": 120, "sast": 120, "eat": 180,
        "eet": 120, "eest": 180, "idt": 180, "trt": 180, "msk": 180, "msd": 240, "мск": 180,
        "irst": 210, "gst": 240, "aft": 270, "pkt": 300, "uzt": 300, "yekt": 300,
        "npt": 345, "bdt": 360, "almt": 360, "mmt": 390, "ict": 420, "wib": 420, "novt": 420,
        "krat": 420, "wita": 480, "hkt": 480, "sgt": 480, "myt": 480, "pht": 480, "phst": 480,
        "awst": 480, "irkt": 480, "wit": 540, "jst": 540, "kst": 540, "yakt": 540,
        "acst": 570, "acdt": 630, "aest": 600, "aedt": 660, "chst": 600, "vlat": 600,
        "nzst": 720, "nzdt": 780, "fjt": 720,
    ]

    /// The four military letters that RFC 822 gives as examples.
    static func militaryMinutes(_ letter: DateWord) -> Int? { military[letter] }

    private static let military: [DateWord: Int] = ["a": -60, "m": -720, "n": 60, "y": 720]
}

"""The words by which names of persons are told from other words in Indonesian."""

import re

ADDRESSES = frozenset(
    (
        "bapak bpk pak ibu bu sdr sdri saudara saudari tn tuan ny nyonya nn nona mas"
        " mbak bang abang kak kakak om tante pakde bude paklik mang teh aa cak ning"
        " koh ko cik julak amang namanya ustaz ustadz ustadzah pendeta pdt pastor romo"
        " kyai kiai alm almarhum almh almarhumah haji hajjah hj h a.n an bernama nama"
        " dr drg drs dra ir prof inisial panggilan"
    ).split()
)
"""Forms of address, and words that announce a name: what follows is one."""
ABBREVIATED = frozenset("bpk sdr sdri tn ny nn alm almh a.n an".split())
"""Those that take a point; after another one a sentence ends."""
LINKS = frozenset("h hj haji hajjah dr drg drs dra ir prof kh rd raden andi".split())
"""Titles between the form of address and the name."""
PEOPLE = frozenset(
    (
        "saya pelapor pengadu pemohon terlapor saksi korban warga nasabah pasien anak"
        " suami istri isteri adik kakak ayah mertua keponakan cucu nenek kakek"
        " tetangga oknum petugas pegawai staf guru dokter bidan perawat sopir"
        " pengemudi pemilik operator teknisi ketua anggota sekretaris bendahara kasir"
        " mantri penyuluh camat lurah kades kadis sekda sekdes bupati gubernur"
        " walikota kabid kasi kepala direktur penghubung oleh kepada dengan menurut"
        " bertemu menemui ditemui menghubungi melaporkan memeriksa mewakili"
        " mendampingi didampingi diwakili terhadap milik yaitu yakni bersama"
    ).split()
)
"""Before a name, and as often before something else."""
OFFICES = frozenset(
    (
        "camat lurah kades kadis sekda sekdes sekcam bupati gubernur wakil walikota"
        " wali kota kabupaten menteri presiden kepala direktur ketua sekretaris"
        " bendahara kabid kasi kasubbag kapolsek kapolres danramil rt rw bidan dokter"
        " guru mantri perawat petugas pejabat penghubung admin koordinator plt plh pj"
        " pjs staf asisten inspektur anggota pimpinan rektor dekan hakim jaksa polisi"
        " desa dusun kelurahan kecamatan provinsi daerah dinas badan biro kantor"
        " bagian bidang seksi sekretariat inspektorat satuan satpol uptd upt unit"
        " puskesmas pustu posyandu rsud rs klinik sd sdn smp smpn sma sman smk smkn tk"
        " paud madrasah universitas sekolah bank pt cv ud pdam perumdam pln telkom"
        " bpjs ombudsman komisi polres polsek koramil dprd dpr kpk bpk kementerian"
        " pemerintah pemprov pemkab pemkot republik indonesia negara nasional"
        " pendidikan kesehatan sosial perhubungan pekerjaan umum penataan ruang"
        " perumahan permukiman lingkungan hidup kehutanan pertanian perkebunan"
        " perikanan kelautan peternakan perdagangan perindustrian koperasi pariwisata"
        " kebudayaan pemuda olahraga tenaga kerja transmigrasi kependudukan pencatatan"
        " sipil komunikasi informatika persandian statistik pemberdayaan masyarakat"
        " perempuan anak keluarga berencana ketahanan pangan kearsipan perpustakaan"
        " penanggulangan bencana perizinan penanaman modal pelayanan terpadu satu"
        " pintu perencanaan pembangunan penelitian pengembangan keuangan aset"
        " pendapatan kepegawaian kesatuan bangsa politik energi sumber daya mineral"
        " lalu lintas jalan jembatan drainase bina marga cipta karya air pengelola"
        " pengelolaan informasi publik dokumentasi ppid sp4n lapor opd utama pembantu"
        " pelaksana"
    ).split()
)
"""Offices, and the words of which the names of agencies are made."""
PLACES = frozenset(
    (
        "festival hari program kartu bantuan kapal jalan jl jln gang gg jembatan"
        " bundaran simpang pasar terminal bandara bandar pelabuhan dermaga stadion"
        " lapangan taman gedung aula balai masjid mesjid musala mushola gereja pura"
        " vihara kaharingan rsud rsu rs rumah sakit klinik puskesmas pustu posyandu"
        " sekolah sd sdn smp smpn sma sman smk smkn tk paud universitas kampus hotel"
        " toko warung spbu perumahan komplek kompleks desa dusun kelurahan kecamatan"
        " kabupaten kota provinsi sungai sei danau pulau bukit gunung tumbang muara"
        " kampung kuala handil anjir kec kel kab"
    ).split()
)
"""Before names of places, also of those that are called after a person."""
ORDINARY = frozenset(
    (
        "yang dan di ke dari untuk dengan pada atau juga ini itu tidak sudah akan"
        " telah agar karena sebagai adalah oleh dalam bahwa kami kita mereka dia ia"
        " beliau anda saya siapa lengkap jelas semua para seluruh berikut tersebut"
        " terima kasih mohon tolong selamat demikian sehubungan berdasarkan sesuai"
        " menurut setelah sebelum sejak hingga sampai hari tanggal pukul jam bulan"
        " tahun minggu senin selasa rabu kamis jumat sabtu ahad januari februari maret"
        " april mei juni juli agustus september oktober november desember wib wita wit"
        " rp nomor no pasal ayat undang peraturan perda pergub perbup permendagri"
        " perki uu pp sk hk nik ktp kk bpjs npwp surat berkas permohonan aduan laporan"
        " tanggapan jawaban tindak lanjut triwulan semester anggaran apbd apbn idul"
        " fitri adha natal nyepi waisak ramadan lebaran imlek tengah barat timur utara"
        " selatan raya baru lama besar kecil hilir hulu atas bawah bersalin hamil"
        " rumah tangga kemarin silakan sebanyak bila jika apabila namun tetapi"
        " sementara selanjutnya kemudian lalu saat ketika atas bagi pihak tim maka"
        " adapun ada apa mengapa bagaimana kapan langsung tunai dana harapan sehat"
        " pintar posko mal rek norek rekening bri bni bca btn bsi mandiri wa hp telp"
        " telepon email surel dst dll dsb ya ok baik"
    ).split()
)
"""No names, though some stand with a capital."""
GIVEN = frozenset(
    (
        "abdul abdullah ade adi adinda aditya afif agung agus agustina ahmad aini"
        " aisyah aji akbar alfian ali alif alya amalia amat amelia amin aminah amir"
        " ana andi andika andri andriani andy angga anggi anggraini ani anisa anita"
        " anna annisa anto anton antonius anwar ardi ardiansyah ari arie arief arif"
        " arifin aris asep astuti atik aulia ayu azis aziz bagas bagus bahar bambang"
        " basuki bayu beni benny bima boby bonar budi budiman budiono cahya cahyadi"
        " cahyo candra catur chandra christian cici cindy citra dadang damar dani"
        " daniel darma darmawan darmawati daud deden dedi dedy denny deni desi desy"
        " devi dewi dhani dian diana didik dika dimas dina dini dinda dodi dody doni"
        " donny dwi edi edo edy effendi efendi eka eko eli elisa elisabeth elly elsa"
        " endah endang eni erik erlina erna ernawati esti evi fadli fahmi fajar fani"
        " farhan farida fatimah fatma febri feri ferry fikri firman fitri fitria"
        " fitriani fransiskus galih gilang gita gunawan guntur gusti hadi hafiz"
        " halimah hamid hamzah handayani hani haris hariyanto harry hartati hartono"
        " haryanto hasan hasanah hasanuddin hendra hendri hendrik heni henny herawati"
        " heri herman hermawan hermanto herlina heru hesti hidayat hidayati ida ika"
        " ilham imam iman imelda ina indah indra indri indriani intan irfan irma irwan"
        " isa iskandar ismail iwan jaya jefri jefry joko johan johanes johannes jono"
        " juliana jumiati junaidi kartika kartini karyadi khairul khoirul kiki krisna"
        " kristina kurnia kurniawan kusnadi kusuma laila lasmi lastri lestari lia"
        " lidya lilik lilis lina linda lisa lukman lusi m mahmud maimunah mansyur"
        " margaretha maria mariana mariani marlina marni marsel martha martin maryam"
        " maryati maya mega melati meri merry mia mochamad mohamad mohammad muhamad"
        " muhammad mulyadi mulyani mulyono munir murni murniati mustafa mustofa"
        " muzakir nabila nadia nana nanda nani nanik nasir nasrullah natalia nia nina"
        " ning ningsih nita novi novia novita nugroho nur nuraini nurhayati nurhasanah"
        " nuri nurjanah nurlaila nurul oki okta oktavia pandu paulus petrus prabowo"
        " pramono prasetyo pratama pratiwi purnama purnomo purwanto puspita putra"
        " putri putu rachmat radit rafli rahayu rahman rahmat rahmawati rahmi rama"
        " ramadhan ramli rangga rani ratih ratna ratnasari reni reno retno reza rian"
        " riani rida ridho ridwan rika rina rini rio riri riska riski risma rita rizal"
        " rizka rizki rizky robert rochmat rohani rohmat romi roni rosa rosita"
        " rosmawati roy rudi rudianto rudy rukmini rusdi rusli rusmini rustam ruth"
        " sabrina said saiful salim salma samsul samuel sandi sandra santi santoso"
        " sari sarah sarwono satria sekar septian setiawan setiawati setyawan sherly"
        " shinta sigit silvia simon sinta siska siti slamet soleh sri stefanus"
        " stephanus subagyo sudarmaji sudirman sugeng sugiarto sugiman sugiono"
        " sugiyanto sugianto suharti suharto suhendra sujono sukardi sukarman sukarno"
        " sukma sulaiman sulastri sulistyo sumarni sumarno sumiati sunardi sunarti"
        " sunarto suparman suparno supriadi supriyanto supriyadi surya suryadi suryana"
        " suryani susanti susanto susi susilo susilowati sutarjo sutrisno suwarno"
        " suyanto suyatno suyono syahrul syahrial syaiful syamsuddin syamsul syarif"
        " tari taufik taufiq tedi teguh teti thomas tia tika tini tina titi titik"
        " titin tono toni tono totok tri triana triyono tulus tuti udin ujang ulfa"
        " umar umi untung utami veronika vina vivi wahid wahyu wahyudi wahyuni wati"
        " wawan wayan welly wening widia widiastuti widodo widya wijaya wiji windi"
        " winda winarti wiwik wiwin wulan wulandari yadi yani yanti yanto yanuar yati"
        " yayan yayuk yohana yohanes yoga yogi yolanda yosep yosua yoyok yudha yudi"
        " yudistira yulia yuliana yuliani yulianti yulianto yuni yuniarti yunus yusril"
        " yusuf zaenal zaenab zainab zainal zainuddin zaki zul zulfa zulfikar"
        " zulkarnain zulkifli"
        # Of the Dayak and Banjar of Central Kalimantan.
        " agau aldus asi bungai dehen dewin duli ganti gerson idar kandar kameloh"
        " lambung lamiang luther mambang mantir nyai panji rangkap riban ruben"
        " salundik sahay salampak seth sinar tambun tewu tiwi usop utuh yurdi acil"
        " amang galuh aluh rusmadi arbain jailani masrani norhayati norhasanah rahmadi"
        " saberan salasiah"
    ).split()
)
"""Common given names, from general knowledge: of every ten people about seven are
called by one, and no list holds all."""
FAMILIES = frozenset(
    (
        "anggoro damanik ginting gultom gunarto halim harahap hasibuan hutabarat"
        " hutagalung hutapea hutasoit hutauruk kusumo latupono lubis lumbantobing"
        " manalu mandala manurung manullang marpaung maryadi nababan nainggolan"
        " napitupulu narpati nasution nashiruddin padmasari pakpahan pangaribuan"
        " pangestu panjaitan pardede permadi permata pertiwi pradana pradipta prasasta"
        " prasetya pudjiastuti purba puspasari rajagukguk rajasa ritonga saefullah"
        " safitri samosir saputra saputri saragih saragi setya siagian siahaan"
        " sianturi sibarani siburian sidabutar sihombing sihotang silaban silalahi"
        " simanjuntak simanullang simamora simatupang simbolon sinaga sinambela"
        " sipahutar siregar siringoringo sirait sitanggang sitepu sitompul sitorus"
        " situmorang suartini sudiati sudrajat suwardi tambunan tampubolon tarigan"
        " thamrin tobing usada utama uwais uyainah wacana waluyo waskita wasita"
        " wastuti wibisono wibowo widjaja winarno winarsih yolanda yuniar yuliarti"
    ).split()
)
"""Names of families and clans, and others that come last."""
ENDINGS = re.compile(
    r"\w{2,}(?:wati|yanto|yanti|yadi|ningsih|uddin|udin|yono|iono|ansyah|yansyah|yati"
    r"|arsih|astuti|ianto|ianti|ningrum|asari|sanah|atmi|tomo|tono|darto|wardi)\Z"
)
"""As many names of Java and of the coast end, and few other words do."""
EVERYDAY = frozenset(
    (
        "adi ahad asi aji amat ana andi ani ari aris atik bagus bahar beni bima budi"
        " cahya citra cici duli eka elsa endah fajar fitri gita ganti hadi hani ida"
        " iman indah intan isa jaya kartika kurnia lambung lina m mas maya mega melati"
        " mia muara murni nana ning nur nyai oki panji pandu purnama putra putri rama"
        " ramadhan rangkap riban riri rosa sahay said salim sandi sari satria sekar"
        " sinar surya tari teguh teti tini titi titik tri tulus ujang umi untung utama"
        " utami utuh wahyu widya wening acil amang"
    ).split()
)
"""Given names that are words too, or parts of names of places: a name only where
something announces one, or beside another name."""
